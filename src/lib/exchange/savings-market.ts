import type { Day } from '../usage/spend-cell';
import { parseDecimal, product, toFactor } from './decimal';
import type { Factor } from './exact-sum';
import type { Payer } from './payer';
import type { PairUsed } from './rate';
import type { RateBook } from './rate-book';
import { ratesOf, type Leg } from './rates-used';

/** What a day's market does to a line: factors from the currencies of the price lists to the reporting currency. */
export interface DayFactors {
  /** List cost as it is, at the market rate. */
  list: Factor;
  /** List cost to USD. */
  listUsd: Factor;
  /** Baseline's list cost to USD credit, at the rate of the baseline's billing currency. */
  baseline: Factor;
  /** Candidate's list cost to USD credit, at the rate of the baseline's billing currency. */
  candidateAtBaselineRate: Factor;
  /** Candidate's list cost to USD credit, at the rate of the candidate's billing currency. */
  candidate: Factor;
  /** The oldest of the stale rates among them; undefined where none is stale. */
  oldest?: PairUsed;
}

/** The currencies that a line's factors run between. */
export interface Currencies {
  baselineList: string;
  candidateList: string;
  baselineBilling: string;
  candidateBilling: string;
}

/** Factors of one day, or the pairs whose rates are unknown. */
export function dayFactors(
  day: Day,
  currencies: Currencies,
  payer: Payer,
  rates: RateBook,
): DayFactors | { missing: string[] } {
  const legs = legsOf(day, currencies, payer);
  const { oldest, missing } = ratesOf(legs, rates, payer.rate);
  const used = legs.flatMap(({ from, to }) => rates.on(from, to, day, payer.rate) ?? []);
  const [baselineUsd, candidateUsd, baselineHome, candidateHome, shown, list] = used.map((one) =>
    parseDecimal(one.rate),
  );
  if (!baselineUsd || !candidateUsd || !baselineHome || !candidateHome || !shown || !list) return { missing };
  return {
    list: toFactor(list),
    listUsd: toFactor(baselineUsd),
    baseline: toFactor(product(baselineUsd, baselineHome, shown)),
    candidateAtBaselineRate: toFactor(product(candidateUsd, baselineHome, shown)),
    candidate: toFactor(product(candidateUsd, candidateHome, shown)),
    ...(oldest ? { oldest } : {}),
  };
}

function legsOf(
  day: Day,
  { baselineList, candidateList, baselineBilling, candidateBilling }: Currencies,
  { home, currency }: Payer,
): Leg[] {
  return [
    { from: baselineList, to: 'USD', day },
    { from: candidateList, to: 'USD', day },
    { from: baselineBilling, to: home, day },
    { from: candidateBilling, to: home, day },
    { from: home, to: currency, day },
    { from: baselineList, to: currency, day },
  ];
}

import type { Day } from '../usage/spend-cell';
import { parseDecimal, product, toFactor } from './decimal';
import type { Factor } from './exact-sum';
import type { Payer } from './payer';
import type { RateBook } from './rate-book';

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
  /** Age of the oldest rate among them. */
  worstAgeDays: number;
  stale: boolean;
}

/** The currencies that a line's factors run between. */
export interface Currencies {
  baselineList: string;
  candidateList: string;
  baselineBilling: string;
  candidateBilling: string;
}

/** Factors of one day; undefined where one of its rates is unknown. */
export function dayFactors(
  day: Day,
  { baselineList, candidateList, baselineBilling, candidateBilling }: Currencies,
  { home, currency, rate }: Payer,
  rates: RateBook,
): DayFactors | undefined {
  const legs: [string, string][] = [
    [baselineList, 'USD'],
    [candidateList, 'USD'],
    [baselineBilling, home],
    [candidateBilling, home],
    [home, currency],
    [baselineList, currency],
  ];
  const used = legs.flatMap(([from, to]) => rates.on(from, to, day, rate) ?? []);
  const [baselineUsd, candidateUsd, baselineHome, candidateHome, shown, list] = used.map((one) =>
    parseDecimal(one.rate),
  );
  if (!baselineUsd || !candidateUsd || !baselineHome || !candidateHome || !shown || !list) return undefined;
  return {
    list: toFactor(list),
    listUsd: toFactor(baselineUsd),
    baseline: toFactor(product(baselineUsd, baselineHome, shown)),
    candidateAtBaselineRate: toFactor(product(candidateUsd, baselineHome, shown)),
    candidate: toFactor(product(candidateUsd, candidateHome, shown)),
    worstAgeDays: Math.max(...used.map((one) => one.ageDays)),
    stale: used.some((one) => one.stale),
  };
}

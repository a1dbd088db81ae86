import { divideHalfEven, type Pico } from '../usage/money';
import { parseDecimal, product, toFactor, type Decimal } from './decimal';
import { FACTOR_SCALE } from './exact-sum';
import type { Fees } from './route';
import type { SavingsGroup } from './savings-groups';
import { chargedFees, feesAs, feesOf, multiplierOf } from './terms';

/**
 * The same usage at six successive levels, from the baseline's landed cost to the candidate's; each replaces one factor
 * of the baseline by the candidate's: list price, multiplier, exchange rate, fees and taxes, caching.
 */
export interface Levels {
  /** Pico-units × 10⁻⁴⁰. */
  list: bigint;
  listUsd: bigint;
  /** Pico-units × 10⁻⁸⁰. */
  steps: [bigint, bigint, bigint, bigint, bigint, bigint];
  /** Between the exchange rate and the fees and taxes: top-up, conversion and value-added tax replaced, one after another. */
  fees: [bigint, bigint, bigint];
}

/** Pico-units of the reporting currency. */
export interface CostFigures {
  /** List cost by the baseline's price list at the market rate, without fees. */
  list: Pico;
  /** The same in USD. */
  listUsd: Pico;
  baseline: Pico;
  candidate: Pico;
  saving: Pico;
  /** Saving ÷ baseline × 100; undefined where the baseline costs nothing. */
  savingPct?: number;
  parts: SavingsParts;
  feeParts: FeeParts;
}

/** Fees and taxes line by line: they sum to that part exactly. */
export interface FeeParts {
  topUp: Pico;
  conversion: Pico;
  vat: Pico;
  withholding: Pico;
}

/** They sum to the saving exactly; a positive part makes the candidate cheaper. */
export interface SavingsParts {
  listPrice: Pico;
  multiplier: Pico;
  exchangeRate: Pico;
  feesAndTaxes: Pico;
  caching: Pico;
}

/** Levels of nothing. */
export function noLevels(): Levels {
  return { list: 0n, listUsd: 0n, steps: [0n, 0n, 0n, 0n, 0n, 0n], fees: [0n, 0n, 0n] };
}

/** Adds a group's levels to each of several sums; `creditPrice` stands in for the candidate's where given. */
export function addLevels(to: Levels[], group: SavingsGroup, home: string, creditPrice?: string): void {
  const { steps, fees } = stepsOf(group, home, creditPrice);
  for (const levels of to) {
    levels.list += group.sums.list;
    levels.listUsd += group.sums.listUsd;
    steps.forEach((step, index) => (levels.steps[index] = (levels.steps[index] ?? 0n) + step));
    fees.forEach((step, index) => (levels.fees[index] = (levels.fees[index] ?? 0n) + step));
  }
}

/** Levels rounded once each, half to even at 12 places; the parts are the differences between them. */
export function figuresOf({ list, listUsd, steps, fees }: Levels): CostFigures {
  const round = (step: bigint): Pico => divideHalfEven(step, FACTOR_SCALE * FACTOR_SCALE);
  const [baseline, listed, multiplied, exchanged, taxed, candidate] = [
    round(steps[0]),
    round(steps[1]),
    round(steps[2]),
    round(steps[3]),
    round(steps[4]),
    round(steps[5]),
  ];
  const [toppedUp, converted, withVat] = [round(fees[0]), round(fees[1]), round(fees[2])];
  return {
    list: divideHalfEven(list, FACTOR_SCALE),
    listUsd: divideHalfEven(listUsd, FACTOR_SCALE),
    baseline,
    candidate,
    saving: baseline - candidate,
    ...(baseline > 0n ? { savingPct: percent(baseline - candidate, baseline) } : {}),
    parts: {
      listPrice: baseline - listed,
      multiplier: listed - multiplied,
      exchangeRate: multiplied - exchanged,
      feesAndTaxes: exchanged - taxed,
      caching: taxed - candidate,
    },
    feeParts: {
      topUp: exchanged - toppedUp,
      conversion: toppedUp - converted,
      vat: converted - withVat,
      withholding: withVat - taxed,
    },
  };
}

function stepsOf(
  group: SavingsGroup,
  home: string,
  creditPrice: string | undefined,
): Pick<Levels, 'steps' | 'fees'> {
  const { sums, baselineTerms, candidateTerms, model } = group;
  const baselineMultiplier = multiplierOf(baselineTerms, model);
  const candidateMultiplier = multiplierOf(candidateTerms, model);
  const baselineCredit = parseDecimal(baselineTerms.creditPrice.amount);
  const candidateCredit = parseDecimal(creditPrice ?? candidateTerms.creditPrice.amount);
  const baselineFees = feesOf(baselineTerms, home);
  const atBaseline = factor(baselineMultiplier, baselineCredit, baselineFees);
  const atCandidate = factor(candidateMultiplier, candidateCredit, feesOf(candidateTerms, home));
  const atFees = (fees: Fees): bigint =>
    sums.candidateAsBaseline * factor(candidateMultiplier, candidateCredit, feesAs(fees));
  const [from, to] = [chargedFees(baselineTerms, home), chargedFees(candidateTerms, home)];
  const steps: Levels['steps'] = [
    sums.baseline * atBaseline,
    sums.candidateAtBaselineRate * atBaseline,
    sums.candidateAtBaselineRate * factor(candidateMultiplier, baselineCredit, baselineFees),
    sums.candidateAsBaseline * factor(candidateMultiplier, candidateCredit, baselineFees),
    sums.candidateAsBaseline * atCandidate,
    sums.candidate * atCandidate,
  ];
  if (isSame(from, to)) return { steps, fees: [steps[3], steps[3], steps[3]] };
  const { topUpPct, conversionPct, vatPct } = to;
  return {
    steps,
    fees: [
      atFees({ ...from, topUpPct }),
      atFees({ ...from, topUpPct, conversionPct }),
      atFees({ ...from, topUpPct, conversionPct, vatPct }),
    ],
  };
}

function isSame(a: Fees, b: Fees): boolean {
  return (['topUpPct', 'conversionPct', 'vatPct', 'withholdingPct'] as const).every(
    (key) => a[key] === b[key],
  );
}

function factor(...decimals: Decimal[]): bigint {
  return toFactor(product(...decimals));
}

/** As a float with 10 exact places. */
function percent(part: Pico, whole: Pico): number {
  return Number(divideHalfEven(part * 10n ** 12n, whole)) / 1e10;
}

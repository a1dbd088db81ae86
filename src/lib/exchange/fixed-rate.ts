import { divideHalfEven } from '../usage/money';
import { decimalText, parseDecimal, product, quotient, shortest, toFactor } from './decimal';
import { FACTOR_SCALE } from './exact-sum';
import type { GroupSums, Grouped, SavingsGroup, SavingsRates } from './savings-groups';

/**
 * Sums made at ¥1 per USD, moved to another fixed rate. Every rate from or to CNY passes through the fixed one, so
 * each sum is multiplied by rateⁿ, n counting the conversions to CNY less those from it; the sums stay at 10⁻⁴⁰.
 */
export function atRate(grouped: Grouped, cnyPerUsd: string): Grouped {
  const { home, currency } = grouped;
  return {
    ...grouped,
    groups: grouped.groups.map((group) => ({ ...group, sums: sumsAt(group, home, currency, cnyPerUsd) })),
    rates: ratesAt(grouped.rates, cnyPerUsd),
  };
}

function sumsAt(
  { sums, currencies }: SavingsGroup,
  home: string,
  currency: string,
  cnyPerUsd: string,
): GroupSums {
  const { baselineList, candidateList, baselineBilling, candidateBilling } = currencies;
  const shown = yuanSteps(home, currency);
  const toBaseline = yuanSteps(baselineBilling, home) + shown;
  const toCandidate = yuanSteps(candidateBilling, home) + shown;
  const baselineUsd = yuanSteps(baselineList, 'USD');
  const candidateUsd = yuanSteps(candidateList, 'USD');
  const at = (sum: bigint, steps: number): bigint => scaled(sum, cnyPerUsd, steps);
  return {
    list: at(sums.list, yuanSteps(baselineList, currency)),
    listUsd: at(sums.listUsd, baselineUsd),
    baseline: at(sums.baseline, baselineUsd + toBaseline),
    candidateAtBaselineRate: at(sums.candidateAtBaselineRate, candidateUsd + toBaseline),
    candidateAsBaseline: at(sums.candidateAsBaseline, candidateUsd + toCandidate),
    candidate: at(sums.candidate, candidateUsd + toCandidate),
  };
}

function ratesAt(rates: SavingsRates, cnyPerUsd: string): SavingsRates {
  const { base, quote, latest } = rates;
  if (!latest) return rates;
  const steps = yuanSteps(base, quote);
  const one = parseDecimal(latest.rate);
  const fixed = parseDecimal(cnyPerUsd);
  const rate =
    steps > 0 ? decimalText(product(one, fixed)) : steps < 0 ? shortest(quotient(one, fixed)) : latest.rate;
  return { ...rates, latest: { ...latest, rate } };
}

/** 1 for a conversion to CNY, −1 for one from it. */
function yuanSteps(from: string, to: string): number {
  return from === to ? 0 : to === 'CNY' ? 1 : from === 'CNY' ? -1 : 0;
}

function scaled(sum: bigint, cnyPerUsd: string, steps: number): bigint {
  if (steps === 0) return sum;
  const power = product(...Array.from({ length: Math.abs(steps) }, () => parseDecimal(cnyPerUsd)));
  const factor = toFactor(steps > 0 ? power : quotient({ units: 1n, places: 0 }, power));
  return divideHalfEven(sum * factor, FACTOR_SCALE);
}

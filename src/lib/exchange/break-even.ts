import { divideHalfEven } from '../usage/money';
import { shortest } from './decimal';
import { groupLines, type Grouped, type SavingsInput } from './savings-groups';
import { addLevels, noLevels, type Levels } from './savings-levels';
import type { SavingsLine } from './savings-lines';

/** Where the saving would be 0; a figure that does not exist has its reason. */
export interface BreakEven {
  /** CNY per USD, decimal. */
  marketRate?: string;
  marketRateWhy?: string;
  /** The candidate's credit price, in its billing currency. */
  creditPrice?: { amount: string; currency: string };
  creditPriceWhy?: string;
}

const NOTHING_COSTED = 'Nothing in this usage can be costed on both routes.';

/**
 * Break-even market rate and credit price for all lines together, rounded half to even at 12 places.
 *
 * Where one route bills in CNY and the other does not, the ratio of their landed costs is proportional to the market
 * rate, in any home currency: the rate at 0 saving is that ratio at ¥1 per USD, CNY route over the other. The
 * candidate's landed cost is proportional to its credit price: the price at 0 saving is landed(baseline) ÷
 * landed(candidate at credit price 1), at the rates of the input.
 */
export function breakEven(lines: SavingsLine[], input: SavingsInput, grouped: Grouped): BreakEven {
  if (grouped.groups.length === 0) return { marketRateWhy: NOTHING_COSTED, creditPriceWhy: NOTHING_COSTED };
  return { ...marketRate(lines, input, grouped), ...creditPrice(grouped, input.home) };
}

function marketRate(lines: SavingsLine[], input: SavingsInput, grouped: Grouped): BreakEven {
  const baseline = billing(grouped, 'baselineTerms');
  const candidate = billing(grouped, 'candidateTerms');
  const why = noMarketRate(lines, baseline, candidate);
  if (why) return { marketRateWhy: why };
  const atOne = groupLines(lines, { ...input, rate: { policy: 'fixed', cnyPerUsd: '1' } });
  const [first, , , , , last] = levelsOf(atOne, input.home).steps;
  const [inCny, other] = candidate[0] === 'CNY' ? [last, first] : [first, last];
  if (other <= 0n) return { marketRateWhy: 'The route that does not bill in CNY costs nothing here.' };
  return { marketRate: ratio(inCny, other) };
}

function noMarketRate(lines: SavingsLine[], baseline: string[], candidate: string[]): string | undefined {
  if (baseline.length !== 1 || candidate.length !== 1)
    return 'A route changed its billing currency within this period.';
  if (baseline[0] === candidate[0])
    return `Both routes bill in ${baseline[0]}: the saving does not depend on the rate.`;
  if (baseline[0] !== 'CNY' && candidate[0] !== 'CNY')
    return 'Neither route bills in CNY: the yuan rate does not decide.';
  const isInCny = lines.some(
    ({ cost }) => cost?.baselineCurrency === 'CNY' || cost?.candidateCurrency === 'CNY',
  );
  return isInCny
    ? 'Some list prices are in CNY themselves: the saving is not proportional to the rate.'
    : undefined;
}

function creditPrice(grouped: Grouped, home: string): BreakEven {
  const [currency, ...others] = billing(grouped, 'candidateTerms');
  if (currency === undefined || others.length > 0)
    return { creditPriceWhy: 'The candidate changed its billing currency within this period.' };
  const baseline = levelsOf(grouped, home).steps[0];
  const candidate = levelsOf(grouped, home, '1').steps[5];
  if (candidate <= 0n) return { creditPriceWhy: 'The candidate costs nothing here at any credit price.' };
  return { creditPrice: { amount: ratio(baseline, candidate), currency } };
}

function billing(grouped: Grouped, side: 'baselineTerms' | 'candidateTerms'): string[] {
  return [...new Set(grouped.groups.map((group) => group[side].creditPrice.currency))];
}

function levelsOf(grouped: Grouped, home: string, credit?: string): Levels {
  const levels = noLevels();
  for (const group of grouped.groups) addLevels([levels], group, home, credit);
  return levels;
}

function ratio(dividend: bigint, divisor: bigint): string {
  return shortest({ units: divideHalfEven(dividend * 10n ** 12n, divisor), places: 12 });
}

import { divideHalfEven } from '../usage/money';
import { shortest } from './decimal';
import type { Grouped } from './savings-groups';
import { addLevels, noLevels, type Levels } from './savings-levels';

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
 * Break-even market rate and credit price for all usage together, rounded half to even at 12 places.
 *
 * Where one route bills in CNY and the other does not, the ratio of their landed costs is proportional to the market
 * rate, in any home currency: the rate at 0 saving is that ratio at ¥1 per USD, CNY route over the other. The
 * candidate's landed cost is proportional to its credit price: the price at 0 saving is landed(baseline) ÷
 * landed(candidate at credit price 1), at the rates of `grouped`. `groupedAtOne` is the same usage at ¥1 per USD.
 */
export function breakEven(grouped: Grouped, groupedAtOne: Grouped): BreakEven {
  if (grouped.groups.length === 0) return { marketRateWhy: NOTHING_COSTED, creditPriceWhy: NOTHING_COSTED };
  return { ...marketRate(groupedAtOne), ...creditPrice(grouped) };
}

function marketRate(grouped: Grouped): BreakEven {
  const baseline = billing(grouped, 'baselineBilling');
  const candidate = billing(grouped, 'candidateBilling');
  const why = noMarketRate(grouped, baseline, candidate);
  if (why) return { marketRateWhy: why };
  const [first, , , , , last] = levelsOf(grouped).steps;
  const [inCny, other] = candidate[0] === 'CNY' ? [last, first] : [first, last];
  if (other <= 0n) return { marketRateWhy: 'The route that does not bill in CNY costs nothing here.' };
  return { marketRate: ratio(inCny, other) };
}

function noMarketRate({ groups }: Grouped, baseline: string[], candidate: string[]): string | undefined {
  if (baseline.length !== 1 || candidate.length !== 1)
    return 'A route changed its billing currency within this period.';
  if (baseline[0] === candidate[0])
    return `Both routes bill in ${baseline[0]}: the saving does not depend on the rate.`;
  if (baseline[0] !== 'CNY' && candidate[0] !== 'CNY')
    return 'Neither route bills in CNY: the yuan rate does not decide.';
  const isInCny = groups.some(
    ({ currencies }) => currencies.baselineList === 'CNY' || currencies.candidateList === 'CNY',
  );
  return isInCny
    ? 'Some list prices are in CNY themselves: the saving is not proportional to the rate.'
    : undefined;
}

function creditPrice(grouped: Grouped): BreakEven {
  const [currency, ...others] = billing(grouped, 'candidateBilling');
  if (currency === undefined || others.length > 0)
    return { creditPriceWhy: 'The candidate changed its billing currency within this period.' };
  const baseline = levelsOf(grouped).steps[0];
  const candidate = levelsOf(grouped, '1').steps[5];
  if (candidate <= 0n) return { creditPriceWhy: 'The candidate costs nothing here at any credit price.' };
  return { creditPrice: { amount: ratio(baseline, candidate), currency } };
}

function billing({ groups }: Grouped, side: 'baselineBilling' | 'candidateBilling'): string[] {
  return [...new Set(groups.map(({ currencies }) => currencies[side]))];
}

function levelsOf({ groups, home }: Grouped, credit?: string): Levels {
  const levels = noLevels();
  for (const group of groups) addLevels([levels], group, home, credit);
  return levels;
}

function ratio(dividend: bigint, divisor: bigint): string {
  return shortest({ units: divideHalfEven(dividend * 10n ** 12n, divisor), places: 12 });
}

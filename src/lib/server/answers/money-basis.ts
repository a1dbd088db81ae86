import { creditText } from '$lib/exchange/drawdown';
import type { PairUsed, RateUsed } from '$lib/exchange/rate';
import { noteOldest, staleBasis } from '$lib/exchange/rates-used';
import { formatDay } from '$lib/usage/day';
import type { Basis, CreditLotsBasis, RateBasis } from '$lib/usage/basis';
import type { Filters } from '$lib/usage/filters';
import { totalTokens } from '$lib/usage/token-classes';
import type { Books } from './books';
import type { CostedCell } from './costed-cells';
import { unpricedRequests } from './spend-figures';

/** What the money of costed cells rests on. */
export function basisOf(costed: CostedCell[], books: Books, filters: Filters): Basis {
  const requestsWhere = (test: (cell: CostedCell) => boolean): number =>
    costed.reduce((sum, cell) => sum + (test(cell) ? cell.cell.requests : 0), 0);
  return {
    prices_as_of: latestCheck(costed),
    rate: rateBasis(costed, books, filters),
    ...unpricedRequests(costed),
    unpriced_tokens: costed.reduce((sum, { list }) => sum + list.unpricedTokens, 0),
    tier_unknown_requests: requestsWhere(({ list }) => list.tierUnknown),
    time_unknown_requests: requestsWhere(({ list }) => list.timeUnknown),
    unrated_requests: requestsWhere(({ rates }) => rates.missing.length > 0),
    unrated_tokens: costed.reduce(
      (sum, one) => sum + (one.rates.missing.length > 0 ? moneyTokens(one) : 0),
      0,
    ),
    credit_lots: creditLots(costed, books),
    rows: costed.reduce((sum, { cell }) => sum + cell.records, 0),
  };
}

function creditLots(costed: CostedCell[], { routes }: Books): CreditLotsBasis[] {
  const used = new Set(costed.map(({ cell }) => cell.route));
  return routes.flatMap(({ id, name, drawdown }) => {
    if (!drawdown || !used.has(id)) return [];
    const exhausted = drawdown.lots.flatMap(({ exhaustedOn }) => exhaustedOn ?? []);
    return [
      {
        route: name,
        balance: creditText(drawdown.lots.reduce((sum, { bought, used: gone }) => sum + bought - gone, 0n)),
        uncovered: creditText(drawdown.uncovered),
        exhausted_on: exhausted[0] === undefined ? null : formatDay(exhausted[0]),
      },
    ];
  });
}

/** The latest date on which a price in use was checked; null where nothing has a price. */
export function latestCheck(costed: CostedCell[]): string | null {
  let latest: string | null = null;
  for (const { list } of costed)
    if (list.price && (latest === null || list.price.checked > latest)) latest = list.price.checked;
  return latest;
}

/** The rate between dollars and yuan on the last day of the usage: the one that decides. */
function rateBasis(costed: CostedCell[], { rates }: Books, filters: Filters): RateBasis {
  const lastDay = costed.reduce((latest, { cell }) => Math.max(latest, cell.day), -Infinity);
  const quote = filters.home === 'USD' ? 'CNY' : filters.home;
  const used = Number.isFinite(lastDay) ? rates.on('USD', quote, lastDay, filters.rate) : undefined;
  return { policy: filters.rate.policy, base: 'USD', quote, ...shown(used), ...staleOf(costed) };
}

function staleOf(costed: CostedCell[]): ReturnType<typeof staleBasis> {
  const used: { oldest?: PairUsed; missing: Set<string> } = { missing: new Set() };
  let tokens = 0;
  for (const one of costed) {
    const { oldest, missing } = one.rates;
    for (const pair of missing) used.missing.add(pair);
    if (!oldest || !hasMoney(one)) continue;
    noteOldest(used, oldest);
    tokens += moneyTokens(one);
  }
  return staleBasis(used, tokens);
}

/** Tokens of a cell that stand behind an amount. */
function moneyTokens({ cell, list }: CostedCell): number {
  return totalTokens(cell.tokens) - (cell.chargedCurrency === undefined ? list.unpricedTokens : 0);
}

function hasMoney(one: CostedCell): boolean {
  return one.cell.chargedCurrency !== undefined || moneyTokens(one) > 0;
}

function shown(used: RateUsed | undefined): Pick<RateBasis, 'latest' | 'of' | 'source' | 'age_days'> {
  return {
    latest: used?.rate ?? null,
    of: used?.of ?? null,
    source: used?.source ?? null,
    age_days: used?.ageDays ?? null,
  };
}

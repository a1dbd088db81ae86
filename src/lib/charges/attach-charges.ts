import { listCost } from '../pricing/list-cost';
import type { PriceBook } from '../pricing/price-book';
import type { ChargeLine } from '../usage/charge-line';
import { groupBy } from '../usage/group-by';
import type { Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens, totalTokens } from '../usage/token-classes';
import { shareOut } from './share-out';
import { targetsOf, type Targets } from './targets';

/** Charge lines of one currency that are shared out over the same usage. */
interface Shared extends Targets {
  over: string;
  currency: string;
  amount: Pico;
}

/** What a cell gets of the lines: amounts by currency, and over which usage they were shared out. */
interface Share {
  amounts: Map<string, Pico>;
  over: Set<string>;
}

/**
 * The spend cube with what cost exports say was charged. A line belongs to the usage of the same route, provider,
 * canonical model and day, and of its project where that usage tells projects (see targetsOf). Its amount is shared out
 * over the cells pro rata by list cost (by tokens where one of them has no price), and the parts sum to it exactly; it
 * takes the place of what records themselves say was charged, which is named as set aside. A line without usage is a
 * cell of its own, with no records, no requests and no tokens. Cells without a line stay as they are.
 */
export function attachCharges(cells: SpendCell[], lines: ChargeLine[], prices: PriceBook): SpendCell[] {
  const keyOf = usageKey(prices);
  const wanted = groupBy(lines, keyOf);
  const usage = groupBy(
    cells.filter((cell) => wanted.has(keyOf(cell))),
    keyOf,
  );
  const shares = new Map<SpendCell, Share>();
  const own: ChargeLine[] = [];
  for (const [key, ofUsage] of wanted) {
    const { shared, without } = shareLines(key, ofUsage, usage.get(key) ?? []);
    own.push(...without);
    for (const part of shared) give(part, prices, shares);
  }
  return [...cells.flatMap((cell) => withShare(cell, shares.get(cell))), ...ownCells(own, prices)];
}

/** Route, provider, canonical model and day, of usage and of lines alike; a line of no model has its line item. */
function usageKey(prices: PriceBook): (of: SpendCell | ChargeLine) => string {
  const names = new Map<string, string>();
  const nameOf = (provider: string | undefined, model: string): string => {
    const id = `${provider ?? ''}\0${model}`;
    const known = names.get(id);
    if (known !== undefined) return known;
    const ref = prices.resolve(provider, model);
    const name = ref ? `${ref.provider}\0${ref.model}` : `${provider ?? ''}\0${model.toLowerCase()}`;
    names.set(id, name);
    return name;
  };
  return (of) =>
    `${of.day}\0${of.route}\0${nameOf(of.provider, of.model ?? ('lineItem' in of ? (of.lineItem ?? '') : ''))}`;
}

/** Lines of one day and model by the usage that they are shared out over; those that find none are left. */
function shareLines(
  key: string,
  lines: ChargeLine[],
  cells: SpendCell[],
): { shared: Shared[]; without: ChargeLine[] } {
  const shared = new Map<string, Shared>();
  const without: ChargeLine[] = [];
  for (const line of lines) {
    const targets = targetsOf(line, lines, cells);
    if (targets.cells.length === 0) {
      without.push(line);
      continue;
    }
    const over = `${key}\0${targets.name}`;
    const id = `${over}\0${line.currency}`;
    const part = shared.get(id) ?? { ...targets, over, currency: line.currency, amount: 0n };
    part.amount += line.amount;
    shared.set(id, part);
  }
  return { shared: [...shared.values()], without };
}

function give(
  { over, currency, amount, covers, cells }: Shared,
  prices: PriceBook,
  shares: Map<SpendCell, Share>,
): void {
  for (const cell of covers) add(cell, 0n);
  const inOrder = cells.map((cell) => ({ cell, id: cellId(cell) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const parts = shareOut(
    amount,
    weightsOf(
      inOrder.map(({ cell }) => cell),
      prices,
    ),
  );
  inOrder.forEach(({ cell }, index) => {
    add(cell, parts[index] ?? 0n);
  });

  function add(cell: SpendCell, part: Pico): void {
    const share = shares.get(cell) ?? { amounts: new Map<string, Pico>(), over: new Set<string>() };
    share.amounts.set(currency, (share.amounts.get(currency) ?? 0n) + part);
    share.over.add(over);
    shares.set(cell, share);
  }
}

/** So that of equal remainders the same cell gets the unit that is left, whatever order the cells came in. */
function cellId({ tier, promptOver, minute, labels, chargedCurrency, model }: SpendCell): string {
  return JSON.stringify([Object.entries(labels).sort(), tier, promptOver, minute, chargedCurrency, model]);
}

function weightsOf(cells: SpendCell[], prices: PriceBook): bigint[] {
  const costs = cells.map((cell) => listCost(cell, prices, 'list'));
  if (costs.every(({ unpricedTokens }) => unpricedTokens === 0) && costs.some(({ cost }) => cost > 0n))
    return costs.map(({ cost }) => cost);
  return cells.map(({ tokens }) => BigInt(totalTokens(tokens)));
}

/** A cell with its share in place of its own charge; each further currency (by code) in a cell without usage beside it. */
function withShare(cell: SpendCell, share: Share | undefined): SpendCell[] {
  if (!share) return [cell];
  const { chargedCurrency: own, charged, ...usage } = cell;
  const aside = own === undefined ? {} : { setAside: { currency: own, amount: charged } };
  const over = [...share.over].sort();
  return [...share.amounts]
    .sort()
    .map(([chargedCurrency, amount], index) =>
      index === 0
        ? { ...usage, chargedCurrency, charged: amount, fromLines: { over, ...aside } }
        : { ...withoutUsage(usage), chargedCurrency, charged: amount, fromLines: { over } },
    );
}

function withoutUsage<T extends Omit<SpendCell, 'charged'>>(cell: T): T {
  return { ...cell, records: 0, requests: 0, recordsWithoutRequests: 0, tokens: noTokens(), reasoning: 0 };
}

/** Lines without usage as cells: of their model where the price book knows it, else named by their line item. */
function ownCells(lines: ChargeLine[], prices: PriceBook): SpendCell[] {
  return lines.map(({ day, route, provider, model, lineItem, labels, amount, currency }) => {
    const isKnown = model !== undefined && prices.resolve(provider, model) !== undefined;
    const { tier } = labels;
    return withoutUsage({
      day,
      route,
      ...(provider === undefined ? {} : { provider }),
      model: isKnown ? model : (lineItem ?? model ?? ''),
      ...(tier === undefined ? {} : { tier }),
      labels,
      records: 0,
      requests: 0,
      recordsWithoutRequests: 0,
      tokens: noTokens(),
      reasoning: 0,
      chargedCurrency: currency,
      charged: amount,
      fromLines: { over: [] },
    });
  });
}

import { listCost, type ListCost } from '../pricing/list-cost';
import type { PriceBook } from '../pricing/price-book';
import type { Pico } from '../usage/money';
import type { Day, SpendCell } from '../usage/spend-cell';
import { noTokens, TOKEN_CLASSES, totalTokens } from '../usage/token-classes';
import type { Route, RouteTerms } from './route';
import { termsOn } from './terms';

/** Usage of one model on one day with its list cost on two routes: all of savings that needs no rate and no fee. */
export interface SavingsLine extends LineUsage {
  day: Day;
  provider?: string;
  /** Canonical id, or the name as reported where no price knows it. */
  model: string;
  /** Undefined where nothing of the line is priced on both routes. */
  cost?: LineCost;
}

export interface LineUsage {
  records: number;
  requests: number;
  /** Records whose source does not tell how many requests they stand for. */
  recordsWithoutRequests: number;
  tokens: number;
  /** Tokens without a price: they are in no cost. */
  unpricedTokens: number;
  /** Requests of usage of which no token has a price. */
  unpricedRequests: number;
  /** Requests of usage of which some tokens have one: at most so many hold tokens without a price. */
  partlyUnpricedRequests: number;
  /** Requests priced at the base tier because the source does not tell prompt sizes. */
  tierUnknownRequests: number;
  /** Requests of models whose price depends on the time of day, which the source does not tell. */
  timeUnknownRequests: number;
}

/** List costs in pico-units of the price lists' currencies, before multipliers. */
export interface LineCost {
  baselineCurrency: string;
  candidateCurrency: string;
  /** By the baseline's price list, cached input at the cached price. */
  list: Pico;
  /** As the baseline bills it. */
  baseline: Pico;
  /** By the candidate's price list, with caching as the baseline bills it. */
  candidateAsBaseline: Pico;
  /** As the candidate bills it. */
  candidate: Pico;
}

/**
 * Usage cells, whichever route they ran on, as savings lines by model and day. Both routes are costed from their price
 * lists; what sources say was charged is not used, for there is no such figure on the other route.
 */
export function savingsLines(
  cells: SpendCell[],
  book: PriceBook,
  baseline: Route,
  candidate: Route,
): SavingsLine[] {
  const lines = new Map<string, SavingsLine>();
  for (const cell of cells) {
    const line = lineOf(cell, book, termsOn(baseline, cell.day), termsOn(candidate, cell.day));
    const { cost } = line;
    const key = `${line.day}/${line.model}/${line.provider}/${cost?.baselineCurrency}/${cost?.candidateCurrency}`;
    const same = lines.get(key);
    if (same) addLine(same, line);
    else lines.set(key, line);
  }
  return [...lines.values()];
}

interface KeptLines {
  book: PriceBook;
  lists: string;
  lines: SavingsLine[];
}

const kept = new WeakMap<SpendCell[], KeptLines[]>();

/**
 * The same, kept as long as the array of cells, of the last three ways to bill: routes that bill by the same lists share
 * their lines. They must not be changed.
 */
export function keptLines(
  cells: SpendCell[],
  book: PriceBook,
  baseline: Route,
  candidate: Route,
): SavingsLine[] {
  const lists = JSON.stringify([billing(baseline), billing(candidate)]);
  const known = kept.get(cells) ?? [];
  const same = known.find((entry) => entry.book === book && entry.lists === lists);
  if (same) return same.lines;
  const lines = savingsLines(cells, book, baseline, candidate);
  kept.set(cells, [{ book, lists, lines }, ...known].slice(0, 3));
  return lines;
}

/** All of a route that lines depend on: from when on it bills by which list, and how it bills cached input. */
function billing({ terms }: Route): unknown[] {
  return terms.map(({ effectiveFrom, priceList, billsCachedAsUncached }) => [
    effectiveFrom,
    priceList,
    billsCachedAsUncached,
  ]);
}

/** Usage of nothing. */
export function noUsage(): LineUsage {
  return {
    records: 0,
    requests: 0,
    recordsWithoutRequests: 0,
    tokens: 0,
    unpricedTokens: 0,
    unpricedRequests: 0,
    partlyUnpricedRequests: 0,
    tierUnknownRequests: 0,
    timeUnknownRequests: 0,
  };
}

/** Adds usage to other usage. */
export function addUsage(to: LineUsage, usage: LineUsage): void {
  to.records += usage.records;
  to.requests += usage.requests;
  to.recordsWithoutRequests += usage.recordsWithoutRequests;
  to.tokens += usage.tokens;
  to.unpricedTokens += usage.unpricedTokens;
  to.unpricedRequests += usage.unpricedRequests;
  to.partlyUnpricedRequests += usage.partlyUnpricedRequests;
  to.tierUnknownRequests += usage.tierUnknownRequests;
  to.timeUnknownRequests += usage.timeUnknownRequests;
}

function addLine(to: SavingsLine, line: SavingsLine): void {
  addUsage(to, line);
  if (!to.cost || !line.cost) return;
  to.cost.list += line.cost.list;
  to.cost.baseline += line.cost.baseline;
  to.cost.candidateAsBaseline += line.cost.candidateAsBaseline;
  to.cost.candidate += line.cost.candidate;
}

function lineOf(
  cell: SpendCell,
  book: PriceBook,
  baselineTerms: RouteTerms | undefined,
  candidateTerms: RouteTerms | undefined,
): SavingsLine {
  const lists = [baselineTerms?.priceList ?? 'list', candidateTerms?.priceList ?? 'list'] as const;
  const [onBaseline, onCandidate] = onBothLists(cell, book, lists);
  const tokens = totalTokens(cell.tokens);
  const unpriced = onBaseline.unpricedTokens;
  const isPriced = tokens === 0 || unpriced < tokens;
  const cost = isPriced ? costOf(onBaseline, onCandidate, baselineTerms, candidateTerms) : undefined;
  const unpricedTokens = cost ? unpriced : tokens;
  const provider = onBaseline.model?.provider ?? cell.provider;
  return {
    day: cell.day,
    model: onBaseline.model?.model ?? cell.model,
    ...(provider === undefined ? {} : { provider }),
    records: cell.records,
    requests: cell.requests,
    recordsWithoutRequests: cell.recordsWithoutRequests,
    tokens,
    unpricedTokens,
    unpricedRequests: unpricedTokens > 0 && unpricedTokens === tokens ? cell.requests : 0,
    partlyUnpricedRequests: unpricedTokens > 0 && unpricedTokens < tokens ? cell.requests : 0,
    tierUnknownRequests: cost && (onBaseline.tierUnknown || onCandidate.tierUnknown) ? cell.requests : 0,
    timeUnknownRequests: onBaseline.timeUnknown || onCandidate.timeUnknown ? cell.requests : 0,
    ...(cost ? { cost } : {}),
  };
}

/**
 * List costs of a cell by two lists. Where the lists know prices of different classes, only the tokens that both price
 * are in either cost, and the others count as unpriced in both: like is compared with like.
 */
function onBothLists(
  cell: SpendCell,
  book: PriceBook,
  [first, second]: readonly [string, string],
): [ListCost, ListCost] {
  const one = listCost(cell, book, first);
  if (second === first) return [one, one];
  const other = listCost(cell, book, second);
  if (!one.price || !other.price || one.unpricedTokens + other.unpricedTokens === 0) return [one, other];
  const { perMTok } = one.price;
  const { perMTok: otherPerMTok } = other.price;
  const priced = TOKEN_CLASSES.filter(
    (name) => perMTok[name] !== undefined && otherPerMTok[name] !== undefined,
  );
  const tokens = noTokens();
  for (const name of priced) tokens[name] = cell.tokens[name];
  const unpricedTokens = totalTokens(cell.tokens) - totalTokens(tokens);
  const costed = (list: string): ListCost => ({
    ...listCost({ ...cell, tokens }, book, list),
    unpricedTokens,
  });
  return [costed(first), costed(second)];
}

function costOf(
  onBaseline: ListCost,
  onCandidate: ListCost,
  baselineTerms: RouteTerms | undefined,
  candidateTerms: RouteTerms | undefined,
): LineCost | undefined {
  if (onBaseline.currency === undefined || onCandidate.currency === undefined) return undefined;
  const billed = (list: ListCost, terms: RouteTerms | undefined): Pico =>
    terms?.billsCachedAsUncached ? list.costCachedAsUncached : list.cost;
  return {
    baselineCurrency: onBaseline.currency,
    candidateCurrency: onCandidate.currency,
    list: onBaseline.cost,
    baseline: billed(onBaseline, baselineTerms),
    candidateAsBaseline: billed(onCandidate, baselineTerms),
    candidate: billed(onCandidate, candidateTerms),
  };
}

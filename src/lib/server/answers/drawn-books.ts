import { attachCharges } from '$lib/charges/attach-charges';
import { drawDown, type Credit } from '$lib/exchange/drawdown';
import type { Payer } from '$lib/exchange/payer';
import type { Route } from '$lib/exchange/route';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import type { Day, SpendCell } from '$lib/usage/spend-cell';
import { books, type Books } from './books';
import { chargeLines } from './charged-cells';
import { creditOfCell } from './costed-cells';
import { kept } from './kept';
import { priceCutsWith } from './price-cuts';
import { showsSample } from './scope';

/**
 * The books in force as money is put to usage by them: routes with credit lots know how the lots were used up, by all
 * usage of the data set that filters look at, whatever else they leave out.
 */
export async function drawnBooks(filters: Pick<Filters, 'data' | 'rate'>): Promise<Books> {
  const now = await books();
  if (!now.routes.some(({ lots }) => lots)) return now;
  const sample = await showsSample(filters);
  return kept(`drawn ${sample} ${JSON.stringify(filters.rate)}`, () => withDrawdowns(now, filters));
}

/** The same of books as an edit makes them, or of other usage than there is. */
export async function withDrawdowns(
  by: Books,
  { data, rate }: Pick<Filters, 'data' | 'rate'>,
  usage?: SpendCell[],
): Promise<Books> {
  const withLots = by.routes.filter(({ lots }) => lots);
  if (withLots.length === 0) return by;
  const cells = usage ?? (await allCells(by, data === undefined ? {} : { data }));
  const routes = by.routes.map((route) =>
    route.lots
      ? { ...route, drawdown: drawDown(route.lots, creditByDay(route, cells, by, { rate })) }
      : route,
  );
  return { ...by, routes };
}

/** All usage of a data set with what was charged for it. */
async function allCells(by: Books, filters: Pick<Filters, 'data'>): Promise<SpendCell[]> {
  const { store } = await app();
  const sample = await showsSample(filters);
  const lines = await chargeLines(filters);
  const { promptBounds, dayParts } = await priceCutsWith(by.prices, sample);
  const labels = lines.length > 0 ? (['project'] as const) : [];
  const cells = await store.spendCells({ sample }, [...labels], promptBounds, dayParts);
  return lines.length > 0 ? attachCharges(cells, lines, by.prices) : cells;
}

function creditByDay(
  route: Route,
  cells: SpendCell[],
  by: Books,
  payer: Pick<Payer, 'rate'>,
): Map<Day, Credit> {
  const days = new Map<Day, Credit>();
  for (const cell of cells) {
    const credit = cell.route === route.id ? creditOfCell(cell, route, by, payer) : undefined;
    if (credit !== undefined) days.set(cell.day, (days.get(cell.day) ?? 0n) + credit);
  }
  return days;
}

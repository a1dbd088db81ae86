import { ExactSum } from '../exchange/exact-sum';
import type { RateBook } from '../exchange/rate-book';
import type { Route } from '../exchange/route';
import { termsOn } from '../exchange/terms';
import { listCost, type ListCost } from '../pricing/list-cost';
import type { PriceBook } from '../pricing/price-book';
import type { RatePolicy } from '../usage/filters';
import type { Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { billedIn, chargeFactor, type ChargeFactor } from './charge-factor';

/** What charges are worked out from. */
export interface Reckoning {
  prices: PriceBook;
  rates: RateBook;
  routes: Map<string, Route>;
  rate: RatePolicy;
}

/** A cell of the spend cube with what its tokens should have been charged. */
export interface ReckonedCell {
  cell: SpendCell;
  /** By the price list that the route bills by. */
  list: ListCost;
  /** In the currency that it was charged in, else that its route bills in; undefined where neither is known. */
  currency: string | undefined;
  /** List cost → that currency; undefined without a price, terms or a rate. */
  toCharge: ChargeFactor | undefined;
}

/** List cost as the terms bill it, and what brings it to the charge's currency. */
export function reckon(cell: SpendCell, reckoning: Reckoning): ReckonedCell {
  const { prices, rates, routes, rate } = reckoning;
  const route = routes.get(cell.route);
  const terms = route && termsOn(route, cell.day);
  const list = listCost(cell, prices, terms?.priceList ?? 'list');
  const priced = list.price ? list.currency : undefined;
  const billed = priced === undefined || !route ? undefined : billedIn(priced, { route, day: cell.day });
  const currency = cell.chargedCurrency ?? billed;
  if (!route || priced === undefined || currency === undefined)
    return { cell, list, currency, toCharge: undefined };
  const where = { route, model: list.model?.model ?? cell.model, day: cell.day };
  return { cell, list, currency, toCharge: chargeFactor(priced, currency, where, rate, rates) };
}

/** What the terms bill of a list cost. */
export function billedCost({ cell, list }: ReckonedCell, { routes }: Reckoning): Pico {
  const route = routes.get(cell.route);
  const terms = route && termsOn(route, cell.day);
  return terms?.billsCachedAsUncached ? list.costCachedAsUncached : list.cost;
}

/** What a group comes to: Σ over its cells of billed list cost × factor, rounded once. */
export function computedOf(cells: ReckonedCell[], reckoning: Reckoning): Pico | undefined {
  const sum = new ExactSum();
  for (const one of cells)
    if (one.toCharge && one.cell.records > 0) sum.add(billedCost(one, reckoning), one.toCharge.factor);
  return sum.amount;
}

/** What was charged, as its sources say; undefined where none of them does. */
export function chargedOf(cells: ReckonedCell[]): Pico | undefined {
  const charged = cells.filter(({ cell }) => cell.chargedCurrency !== undefined);
  return charged.length === 0 ? undefined : charged.reduce((sum, { cell }) => sum + cell.charged, 0n);
}

import { creditOfCharge, creditOfList } from '$lib/exchange/credit';
import { toFactor } from '$lib/exchange/decimal';
import type { Credit } from '$lib/exchange/drawdown';
import type { Factor } from '$lib/exchange/exact-sum';
import { landedOfCharge, landedOfList, type Landed } from '$lib/exchange/landed-cost';
import { rateDecimal } from '$lib/exchange/payer';
import type { RatesUsed } from '$lib/exchange/rates-used';
import type { Route, RouteTerms } from '$lib/exchange/route';
import { termsOn } from '$lib/exchange/terms';
import { costOf, listCost, type ListCost } from '$lib/pricing/list-cost';
import type { Filters } from '$lib/usage/filters';
import type { Pico } from '$lib/usage/money';
import type { Day, SpendCell } from '$lib/usage/spend-cell';
import type { Tokens } from '$lib/usage/token-classes';
import type { Books } from './books';
import { ratesOfCells } from './cell-rates';

/** A cell of the spend cube with its list cost and what turns its money into the reporting currency. */
export interface CostedCell {
  cell: SpendCell;
  /** At the providers' own prices. */
  list: ListCost;
  /** List currency → reporting currency at the market rate; undefined without a price or a rate. */
  listFactor: Factor | undefined;
  /** Charged currency → reporting currency at the market rate; undefined where nothing was charged or no rate is known. */
  chargedFactor: Factor | undefined;
  /** Landed cost in the reporting currency: of what was charged where that is known, else of list cost and terms. */
  landed: Landed | undefined;
  /** What is to be said of the rates of all three. */
  rates: RatesUsed;
}

interface Costed {
  books: Books;
  payer: string;
  costed: CostedCell[];
}

const kept = new WeakMap<SpendCell[], Costed[]>();

/**
 * Prices, terms and rates put to the cells of a spend cube. The last three costings of a cube are kept: readers of one
 * cube ask for the same payer's money again and again.
 */
export function costCells(cells: SpendCell[], books: Books, filters: Filters): CostedCell[] {
  const { home, currency, rate } = filters;
  const payer = JSON.stringify([home, currency, rate]);
  const known = kept.get(cells) ?? [];
  const same = known.find((entry) => entry.books === books && entry.payer === payer);
  if (same) return same.costed;
  const costed = costEach(cells, books, filters);
  kept.set(cells, [{ books, payer, costed }, ...known].slice(0, 3));
  return costed;
}

function costEach(cells: SpendCell[], books: Books, filters: Filters): CostedCell[] {
  const routes = new Map(books.routes.map((route) => [route.id, route]));
  const market = marketFactors(books, filters);
  const ratesUsed = ratesOfCells(books, filters);
  return cells.map((cell) => {
    const list = listCost(cell, books.prices, 'list');
    const route = routes.get(cell.route);
    return {
      cell,
      list,
      listFactor: list.currency === undefined ? undefined : market(list.currency, cell.day),
      chargedFactor: cell.chargedCurrency === undefined ? undefined : market(cell.chargedCurrency, cell.day),
      landed: landedOn(cell, list, route, books, filters),
      rates: ratesUsed({
        cell,
        listCurrency: list.currency,
        billedBy: billedBy(cell, list, route, books),
        route,
      }),
    };
  });
}

function landedOn(
  cell: SpendCell,
  list: ListCost,
  route: Route | undefined,
  books: Books,
  filters: Filters,
): Landed | undefined {
  if (!route) return undefined;
  const where = { route, model: list.model?.model ?? cell.model, day: cell.day };
  if (cell.chargedCurrency !== undefined) {
    const charge = { amount: cell.charged, currency: cell.chargedCurrency };
    return landedOfCharge(charge, where, filters, books.rates);
  }
  const bill = billByList(cell, list, termsOn(route, cell.day), books);
  return bill && landedOfList(bill, where, filters, books.rates);
}

/**
 * USD of list-price credit that a cell's usage of a route takes, in 10⁻⁴⁰ pico-units: what was charged, where that is
 * known, else list cost × multiplier. Undefined where landed cost is.
 */
export function creditOfCell(
  cell: SpendCell,
  route: Route,
  books: Books,
  payer: Pick<Filters, 'rate'>,
): Credit | undefined {
  const { chargedCurrency, day } = cell;
  const terms = termsOn(route, day);
  if (!terms) return undefined;
  if (chargedCurrency !== undefined) {
    const credit = creditOfCharge(chargedCurrency, terms, day, payer, books.rates);
    return credit && cell.charged * toFactor(credit);
  }
  const list = listCost(cell, books.prices, 'list');
  const bill = billByList(cell, list, terms, books);
  const model = list.model?.model ?? cell.model;
  const credit = bill && creditOfList(bill.currency, terms, model, day, payer, books.rates);
  return bill && credit && bill.cost * toFactor(credit);
}

/**
 * What a part of each cell's tokens costs (`partOf` gives that of the nth), in the units that the factor of the cell's
 * landed cost applies to: a part has the price of the whole. Undefined where a cell has no landed cost. Not for cells
 * that go by what was charged.
 */
export function landedParts(
  costed: CostedCell[],
  books: Books,
  partOf: (nth: number) => Tokens,
): (Pico | undefined)[] {
  const routes = new Map(books.routes.map((route) => [route.id, route]));
  return costed.map(({ cell, list, landed }, nth) => {
    const route = routes.get(cell.route);
    const terms = route && termsOn(route, cell.day);
    if (!landed || !terms) return undefined;
    const { price } = ownList(cell, list, terms, books);
    return price && billed(costOf(partOf(nth), price), terms);
  });
}

/** List cost by the price list of the terms, as the route bills cached input. */
function billByList(
  cell: SpendCell,
  list: ListCost,
  terms: RouteTerms | undefined,
  books: Books,
): { cost: Pico; currency: string } | undefined {
  if (!terms) return undefined;
  const own = ownList(cell, list, terms, books);
  if (own.currency === undefined || !own.price) return undefined;
  return { cost: billed(own, terms), currency: own.currency };
}

/** Currency of the price by which a cell's route bills; undefined without one. */
function billedBy(
  cell: SpendCell,
  list: ListCost,
  route: Route | undefined,
  books: Books,
): string | undefined {
  const terms = route && termsOn(route, cell.day);
  return terms && cell.chargedCurrency === undefined ? ownList(cell, list, terms, books).currency : undefined;
}

function ownList(cell: SpendCell, list: ListCost, { priceList }: RouteTerms, { prices }: Books): ListCost {
  return priceList === 'list' ? list : listCost(cell, prices, priceList);
}

function billed(
  { cost, costCachedAsUncached }: Pick<ListCost, 'cost' | 'costCachedAsUncached'>,
  { billsCachedAsUncached }: RouteTerms,
): Pico {
  return billsCachedAsUncached ? costCachedAsUncached : cost;
}

function marketFactors(
  { rates }: Books,
  filters: Filters,
): (currency: string, day: Day) => Factor | undefined {
  const kept = new Map<string, Factor | undefined>();
  return (currency, day) => {
    const key = `${currency} ${day}`;
    if (!kept.has(key)) {
      const rate = rateDecimal(rates, currency, filters.currency, day, filters);
      kept.set(key, rate && toFactor(rate));
    }
    return kept.get(key);
  };
}

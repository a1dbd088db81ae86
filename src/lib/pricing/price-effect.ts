import { monthOf } from '../usage/day';
import type { Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { samePrice } from './imported-price';
import { listCost } from './list-cost';
import type { Price } from './price';
import { priceKey, type PriceBook } from './price-book';

/**
 * What prices would do to a table: new ones, others on a key that is known, and those that say what holds already, be it
 * on their key or since an earlier date.
 */
export interface PriceChanges {
  added: Price[];
  changed: { before: Price; after: Price }[];
  unchanged: Price[];
}

/** List cost of the loaded usage of one month in one currency, by a price list. */
export interface MonthEffect {
  /** YYYY-MM. */
  month: string;
  priceList: string;
  currency: string;
  /** Undefined where nothing of the month has a price in the currency. */
  before: Pico | undefined;
  after: Pico | undefined;
}

/** Sorts prices by what they would change. */
export function priceChanges(prices: Price[], book: PriceBook): PriceChanges {
  const known = new Map(book.prices.map((price) => [priceKey(price), price]));
  const changes: PriceChanges = { added: [], changed: [], unchanged: [] };
  for (const after of prices) {
    const before = known.get(priceKey(after));
    const standing = before ?? book.standing(after);
    if (standing && samePrice(standing, after)) changes.unchanged.push(after);
    else if (before) changes.changed.push({ before, after });
    else changes.added.push(after);
  }
  return changes;
}

/**
 * How the list cost of usage moves between two books, month by month in order: only months that move. Costs of
 * different currencies are never added.
 */
export function priceEffect(
  cells: SpendCell[],
  books: { before: PriceBook; after: PriceBook },
  priceLists: string[],
): MonthEffect[] {
  return priceLists.flatMap((priceList) => {
    const before = monthly(cells, books.before, priceList);
    const after = monthly(cells, books.after, priceList);
    return [...new Set([...before.keys(), ...after.keys()])]
      .sort()
      .filter((key) => before.get(key) !== after.get(key))
      .map((key) => {
        const [month = '', currency = ''] = key.split(' ');
        return { month, priceList, currency, before: before.get(key), after: after.get(key) };
      });
  });
}

/** Sums by "month currency". */
function monthly(cells: SpendCell[], book: PriceBook, priceList: string): Map<string, Pico> {
  const sums = new Map<string, Pico>();
  for (const cell of cells) {
    const { cost, currency } = listCost(cell, book, priceList);
    if (currency === undefined) continue;
    const key = `${monthOf(cell.day)} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + cost);
  }
  return sums;
}

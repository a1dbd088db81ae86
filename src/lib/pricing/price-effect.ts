import { monthOf } from '../usage/day';
import type { Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { samePrice } from './imported-price';
import { listCost } from './list-cost';
import type { Price } from './price';
import { priceKey, type PriceBook } from './price-book';

/** What prices would do to a table: keys that are new, that exist with another price, and that say the same. */
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
export function priceChanges(prices: Price[], current: Price[]): PriceChanges {
  const known = new Map(current.map((price) => [priceKey(price), price]));
  const changes: PriceChanges = { added: [], changed: [], unchanged: [] };
  for (const after of prices) {
    const before = known.get(priceKey(after));
    if (!before) changes.added.push(after);
    else if (samePrice(before, after)) changes.unchanged.push(after);
    else changes.changed.push({ before, after });
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

import type { Price } from '$lib/pricing/price';
import { priceKey } from '$lib/pricing/price-book';
import { priceToSpec } from '$lib/pricing/price-spec';
import { app } from '$lib/server/app';
import { shippedFacts } from '$lib/server/facts';
import { formatDay, msToDay } from '$lib/usage/day';
import { priceBook } from './books';

/** Every price that a model ever had in a list, those that were superseded too. */
export interface PriceHistoryAnswer {
  rows: PriceHistoryRow[];
}

/** The fields of a price, and what has become of it. */
export interface PriceHistoryRow extends Record<string, string> {
  /** superseded: another price with the same key was added later. */
  state: 'in force' | 'to come' | 'past' | 'superseded';
  origin: 'shipped' | 'own';
}

/** All prices of a model of the table: service tiers, prompt sizes and hours together, each the newest first. */
export async function priceHistory(of: {
  priceList: string;
  provider: string;
  model: string;
}): Promise<PriceHistoryAnswer> {
  const { store, now } = await app();
  const book = await priceBook();
  const isOf = (price: Price): boolean =>
    price.priceList === of.priceList && price.provider === of.provider && price.model === of.model;
  const shipped = shippedFacts().prices.filter(isOf);
  const own = await store.priceHistory(of);
  const all = [...shipped, ...own];
  const lasts = new Map(all.map((price) => [priceKey(price), price]));
  const today = msToDay(now());
  const kept = new Map(book.prices.filter(isOf).map((price) => [priceKey(price), price]));
  const stateOf = (price: Price): PriceHistoryRow['state'] => {
    const current = kept.get(priceKey(price));
    if (lasts.get(priceKey(price)) !== price || !current) return 'superseded';
    if (price.effectiveFrom > formatDay(today)) return 'to come';
    return book.isCurrent(current, today) ? 'in force' : 'past';
  };
  const rows = all.map((price, index): PriceHistoryRow => ({
    ...priceToSpec(price),
    state: stateOf(price),
    origin: index < shipped.length ? 'shipped' : 'own',
  }));
  return { rows: rows.reverse().sort(byKindThenDate) };
}

function byKindThenDate(a: PriceHistoryRow, b: PriceHistoryRow): number {
  const kind = (row: PriceHistoryRow): string =>
    [row['tier'] ?? '', (row['above_prompt_tokens'] ?? '').padStart(9, '0'), row['window'] ?? ''].join('\0');
  if (kind(a) !== kind(b)) return kind(a) < kind(b) ? -1 : 1;
  const [first, second] = [a['effective_from'] ?? '', b['effective_from'] ?? ''];
  return first < second ? 1 : first > second ? -1 : 0;
}

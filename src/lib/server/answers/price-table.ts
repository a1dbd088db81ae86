import { priceToSpec } from '$lib/pricing/price-spec';
import { BadInput } from '$lib/server/api';
import { parseDay } from '$lib/usage/day';
import { priceBook } from './books';

/** The price table as the API shows it. */
export interface PriceTableAnswer {
  /** The day asked for; null for all prices whenever they hold. */
  on: string | null;
  rows: Record<string, string>[];
  aliases: { alias: string; provider: string; model: string }[];
}

/** Every price, or those in force on a day; only of some models where asked. Throws BadInput on an impossible day. */
export async function pricesOn(on: string | undefined, models: string[]): Promise<PriceTableAnswer> {
  const book = await priceBook();
  const day = on === undefined ? undefined : parseDay(on);
  if (on !== undefined && day === undefined)
    throw new BadInput([{ where: 'on', message: `not a date: ${on}. Write YYYY-MM-DD` }]);
  const rows = book.prices.filter(
    (price) =>
      (models.length === 0 || models.includes(price.model)) && (day === undefined || book.holds(price, day)),
  );
  return { on: on ?? null, rows: rows.map(priceToSpec), aliases: book.aliases };
}

import type { EntryCounts } from '$lib/pricing/imported-price';
import type { ModelAlias, Price } from '$lib/pricing/price';
import { createPriceBook, LIST } from '$lib/pricing/price-book';
import { priceChanges, priceEffect, type MonthEffect } from '$lib/pricing/price-effect';
import { priceToSpec } from '$lib/pricing/price-spec';
import { app } from '$lib/server/app';
import type { Issue } from '$lib/usage/filters';
import { picoToDecimal } from '$lib/usage/money';
import { priceBook } from './books';
import { cellsForEdit } from './cells';
import { editBooks } from './edit-books';
import { showsSample } from './scope';

/** What prices change, or would change: the table, and past months (api.md "Routes, prices, rates"). */
export interface PriceChangesAnswer {
  dry_run: boolean;
  /** Prices with a new key, with a known key and another price, and that are in the table already. */
  added: number;
  changed: number;
  unchanged: number;
  /** Rows that could not be used; where and why of the first hundred is in `issues`. */
  refused: number;
  issues: Issue[];
  /** What became of each entry of a catalogue; null where the file is none. */
  entries: { read: number; priced: number; other_units: number; refused: number } | null;
  changes: { before: Record<string, string> | null; after: Record<string, string> }[];
  /** List cost of the loaded usage, month by month where it moves; null where nothing of the month is priced. */
  effect: {
    month: string;
    price_list: string;
    currency: string;
    before: string | null;
    after: string | null;
  }[];
  /** Of a dry run: closed months that would change, YYYY-MM. They are in the way of saving. */
  closed_months: string[];
}

const ISSUES_SHOWN = 100;

/** Adds prices and aliases to the user's own, or only says what that would change. */
export async function changePrices(
  prices: Price[],
  aliases: ModelAlias[],
  options: { dryRun: boolean; refused: Issue[]; entries?: EntryCounts },
): Promise<PriceChangesAnswer> {
  const { store } = await app();
  const before = await priceBook();
  const { added, changed, unchanged } = priceChanges(prices, before);
  const news = [...added, ...changed.map(({ after }) => after)];
  const after = createPriceBook([...before.prices, ...news], [...before.aliases, ...aliases]);
  const cells = await cellsForEdit({ sample: await showsSample({}) }, after);
  const lists = new Set([LIST, ...news.map(({ priceList }) => priceList)]);
  const effect = priceEffect(cells, { before, after }, [...lists]);
  const closed = await editBooks(
    (now) => ({ ...now, prices: after }),
    options.dryRun || news.length + aliases.length === 0,
    () => store.addPrices(news, aliases),
  );
  return {
    dry_run: options.dryRun,
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
    refused: options.refused.length,
    issues: options.refused.slice(0, ISSUES_SHOWN),
    entries: options.entries ? entriesJson(options.entries) : null,
    changes: [
      ...changed.map((change) => ({ before: priceToSpec(change.before), after: priceToSpec(change.after) })),
      ...added.map((price) => ({ before: null, after: priceToSpec(price) })),
    ],
    effect: effect.map(toRow),
    closed_months: closed,
  };
}

function entriesJson({ otherUnits, ...counts }: EntryCounts): NonNullable<PriceChangesAnswer['entries']> {
  return { ...counts, other_units: otherUnits };
}

function toRow({
  month,
  priceList,
  currency,
  before,
  after,
}: MonthEffect): PriceChangesAnswer['effect'][number] {
  return {
    month,
    price_list: priceList,
    currency,
    before: before === undefined ? null : picoToDecimal(before),
    after: after === undefined ? null : picoToDecimal(after),
  };
}

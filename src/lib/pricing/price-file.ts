import * as v from 'valibot';
import { parseDay } from '../usage/day';
import type { Issue, Parsed } from '../usage/filters';
import { TOKEN_CLASSES } from '../usage/token-classes';
import { parseWindow } from './daily-window';
import type { ModelAlias, Price } from './price';
import { isPromptBound, PRICE_DECIMAL } from './price-rules';
import { LIST } from './price-book';

const Text = v.pipe(v.string(), v.trim(), v.minLength(1, 'is empty'));
const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'not a currency code such as USD'));
const Day = v.pipe(
  v.string(),
  v.check((text) => parseDay(text) !== undefined, 'not a date: write YYYY-MM-DD'),
);
const PerMTok = v.record(
  v.picklist(TOKEN_CLASSES, 'not a token class'),
  v.pipe(v.string(), v.regex(PRICE_DECIMAL, 'not a decimal with at most 6 places')),
);
/** Prices by the hours in which they hold: see DailyWindow. */
const Windows = v.record(
  v.pipe(
    v.string(),
    v.check((text) => parseWindow(text) === text, 'not hours of a day as 01:00-04:00, 06:00-10:00'),
  ),
  PerMTok,
);
/** Prices by the prompt size above which they apply. Empty prices mean that they are not known there. */
const Above = v.record(
  v.pipe(
    v.string(),
    v.check((text) => isPromptBound(Number(text)), 'not a prompt size at which a price tier can begin'),
  ),
  PerMTok,
);
const Level = v.strictObject({
  per_mtok: PerMTok,
  above: v.optional(Above, {}),
  windows: v.optional(Windows, {}),
});

const PriceRow = v.strictObject({
  effective_from: Day,
  effective_to: v.optional(Day),
  /** From this date on usage that was mapped to the model before it existed is costed at this, its first price. */
  assumed_from: v.optional(Day),
  per_mtok: PerMTok,
  above: v.optional(Above, {}),
  windows: v.optional(Windows, {}),
  /** Service tiers with prices of their own. */
  tiers: v.optional(v.record(Text, Level), {}),
  /** Where the price was read; the file's page where left out. */
  source: v.optional(Text),
  checked: v.optional(Day),
});

const PriceFile = v.strictObject({
  provider: Text,
  currency: Currency,
  /** Address of the provider's own price page, and how it was read. */
  source: Text,
  checked: Day,
  models: v.array(
    v.strictObject({
      model: Text,
      /** What a reader of the file should know: why a period is left out. */
      note: v.optional(Text),
      aliases: v.optional(v.array(Text), []),
      prices: v.pipe(v.array(PriceRow), v.minLength(1, 'no prices')),
    }),
  ),
});

type File = v.InferOutput<typeof PriceFile>;
type Row = v.InferOutput<typeof PriceRow>;
type Level = v.InferOutput<typeof Level>;

/** What a price file says, in the words of the model. */
export interface PriceTable {
  prices: Price[];
  aliases: ModelAlias[];
}

/**
 * A file of data/prices as prices and aliases. Unknown keys, impossible dates, more than 6 places, unknown prompt
 * bounds and periods of one model that overlap are issues that name the place.
 */
export function parsePriceFile(file: unknown): Parsed<PriceTable> {
  const parsed = v.safeParse(PriceFile, file);
  if (!parsed.success)
    return {
      ok: false,
      issues: parsed.issues.map((issue) => ({
        where: v.getDotPath(issue) ?? 'file',
        message: issue.message,
      })),
    };
  const issues = parsed.output.models.flatMap((model) => overlaps(model.model, model.prices));
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: toTable(parsed.output) };
}

function overlaps(model: string, rows: Row[]): Issue[] {
  const issues: Issue[] = [];
  for (const [index, row] of rows.entries()) {
    const where = `${model}, price from ${row.effective_from}`;
    const next = rows[index + 1];
    if (row.effective_to !== undefined && row.effective_to <= row.effective_from)
      issues.push({ where, message: 'ends before it begins' });
    if (next && (row.effective_to ?? '9999-12-31') > next.effective_from)
      issues.push({ where, message: `overlaps the price from ${next.effective_from}` });
    if (row.assumed_from !== undefined && (index > 0 || row.assumed_from >= row.effective_from))
      issues.push({ where, message: 'only the first price can be assumed for earlier usage' });
  }
  return issues;
}

function toTable(file: File): PriceTable {
  return {
    prices: file.models.flatMap((model) => model.prices.flatMap((row) => toPrices(file, model.model, row))),
    aliases: file.models.flatMap(({ model, aliases }) =>
      aliases.map((alias) => ({ alias, provider: file.provider, model })),
    ),
  };
}

function toPrices(file: File, model: string, row: Row): Price[] {
  const base: Omit<Price, 'abovePromptTokens' | 'perMTok'> = {
    priceList: LIST,
    provider: file.provider,
    model,
    currency: file.currency,
    effectiveFrom: row.effective_from,
    source: row.source ?? file.source,
    checked: row.checked ?? file.checked,
  };
  if (row.effective_to !== undefined) base.effectiveTo = row.effective_to;
  const prices = [
    ...levels(base, row),
    ...Object.entries(row.tiers).flatMap(([tier, level]) => levels({ ...base, tier }, level)),
  ];
  return row.assumed_from === undefined
    ? prices
    : [...assumed(prices, row.assumed_from, row.effective_from), ...prices];
}

function levels(base: Omit<Price, 'abovePromptTokens' | 'perMTok'>, level: Level): Price[] {
  return [
    { ...base, abovePromptTokens: 0, perMTok: level.per_mtok },
    ...Object.entries(level.above).map(([bound, perMTok]) => ({
      ...base,
      abovePromptTokens: Number(bound),
      perMTok,
    })),
    ...Object.entries(level.windows).map(([window, perMTok]) => ({
      ...base,
      abovePromptTokens: 0,
      window,
      perMTok,
    })),
  ];
}

function assumed(prices: Price[], from: string, released: string): Price[] {
  return prices.map((price) => ({
    ...price,
    effectiveFrom: from,
    effectiveTo: released,
    source: `Not sold before ${released}: its first price, for older usage that was mapped to this model. ${price.source}`,
  }));
}

import Big from 'big.js';
import { parseDay } from '../usage/day';
import type { Issue, Parsed } from '../usage/filters';
import type { TokenClass } from '../usage/token-classes';
import type { DailyWindow } from './daily-window';
import type { ModelRef } from './model-index';
import type { Price } from './price';
import { LIST, priceKey } from './price-book';
import { canonicalPrice, isPromptBound, PRICE_DECIMAL } from './price-rules';

/** What the importer says of prices whose file does not. */
export interface ImportDefaults {
  /** Where the file comes from. */
  source?: string;
  /** YYYY-MM-DD. */
  effectiveFrom?: string;
  /** The list that the prices are of; the providers' own where left out. */
  priceList?: string;
  /** The group of a relay's users whose prices are meant. */
  group?: string;
  /** The model of the table that a name without a provider stands for. */
  resolve?: (model: string) => ModelRef | undefined;
  /** The day of the import, YYYY-MM-DD. */
  checked: string;
}

/** Prices of a file, and what of it could not be used, with where and why. */
export interface PriceImport {
  prices: Price[];
  refused: Issue[];
  /** What became of each entry of a catalogue. */
  entries?: EntryCounts;
}

/** Entries of a catalogue: read = priced + otherUnits + refused. */
export interface EntryCounts {
  read: number;
  /** With at least one price by tokens. */
  priced: number;
  /** Without any price by tokens: by image, second, page, query; or without a price at all. */
  otherUnits: number;
  /** With prices by tokens of which none can be used; why is among the refused. */
  refused: number;
}

/** One price of a catalogue, its numbers not yet looked at. */
export interface CataloguePrice {
  provider: string;
  model: string;
  tier?: string;
  above: number;
  window?: DailyWindow;
  effectiveFrom: string;
  /** Per token or per million tokens, as `factor` says. */
  numbers: Partial<Record<TokenClass, unknown>>;
}

/** Million for prices per token, 1 for prices per million. */
export type Factor = 1 | 1_000_000;

/** The day from which undated prices hold; the message says why one is needed. */
export function dateOf({ effectiveFrom }: ImportDefaults, message: string): Parsed<string> {
  return effectiveFrom === undefined || parseDay(effectiveFrom) === undefined
    ? { ok: false, issues: [{ where: 'effective_from', message }] }
    : { ok: true, value: effectiveFrom };
}

/** Reads the entries of a catalogue one by one and counts what became of them. */
export function readEntries(readers: ((found: PriceImport) => void)[]): PriceImport {
  const entries = readers.map((read) => {
    const found: PriceImport = { prices: [], refused: [] };
    read(found);
    return found;
  });
  const all = withoutContradictions({
    prices: entries.flatMap(({ prices }) => prices),
    refused: entries.flatMap(({ refused }) => refused),
  });
  const kept = new Map(all.prices.map((price) => [priceKey(price), price]));
  const isKept = (price: Price): boolean => {
    const same = kept.get(priceKey(price));
    return same !== undefined && samePrice(same, price);
  };
  const priced = entries.filter(({ prices }) => prices.some(isKept)).length;
  const otherUnits = entries.filter(({ prices, refused }) => prices.length + refused.length === 0).length;
  const refused = entries.length - priced - otherUnits;
  return { ...all, entries: { read: entries.length, priced, otherUnits, refused } };
}

/** Adds a catalogue's price in USD, or says why it cannot be used. Absent numbers are unknown prices. */
export function addCataloguePrice(
  found: PriceImport,
  price: CataloguePrice,
  factor: Factor,
  defaults: ImportDefaults,
): void {
  const where = [price.provider, price.model, price.tier].filter(Boolean).join(' ');
  if (!isPromptBound(price.above)) {
    found.refused.push({ where, message: `usage is not kept apart at a prompt of ${price.above} tokens` });
    return;
  }
  const perMTok: Price['perMTok'] = {};
  for (const [name, number] of Object.entries(price.numbers) as [TokenClass, unknown][]) {
    if (number === undefined || number === null) continue;
    const decimal = toPrice(number, factor);
    if (decimal === undefined)
      found.refused.push({
        where: `${where}, ${name}`,
        message: `not a price with at most 6 places per million tokens: ${String(number)}`,
      });
    else perMTok[name] = decimal;
  }
  if (Object.keys(perMTok).length > 0) found.prices.push(finished(price, perMTok, defaults));
}

function finished(
  price: CataloguePrice,
  perMTok: Price['perMTok'],
  { source, checked, priceList }: ImportDefaults,
): Price {
  return {
    priceList: priceList ?? LIST,
    provider: price.provider,
    model: price.model,
    currency: 'USD',
    effectiveFrom: price.effectiveFrom,
    ...(price.tier === undefined ? {} : { tier: price.tier }),
    abovePromptTokens: price.above,
    ...(price.window === undefined ? {} : { window: price.window }),
    perMTok,
    source: source ?? 'imported without a source',
    checked,
  };
}

/**
 * A catalogue's number or numeric text per million tokens; undefined where it is no price that can be exact. What binary
 * arithmetic left at the end of a number (0.0000006000000000000001) is taken off.
 */
export function toPrice(value: unknown, factor: Factor): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  try {
    const decimal = withoutNoise(new Big(value).times(factor)).toFixed();
    return PRICE_DECIMAL.test(decimal) ? canonicalPrice(decimal) : undefined;
  } catch {
    return undefined;
  }
}

/** Rounded to 6 places where that moves a number by less than a millionth of a millionth of itself. */
function withoutNoise(number: Big): Big {
  const rounded = number.round(6);
  return rounded.minus(number).abs().times(1e12).lt(number.abs()) ? rounded : number;
}

/** The import without repetitions; a second, different price on one key is refused. */
export function withoutContradictions({ prices, refused, ...rest }: PriceImport): PriceImport {
  const kept = new Map<string, Price>();
  const contradictions: Issue[] = [];
  for (const price of prices) {
    const earlier = kept.get(priceKey(price));
    if (!earlier) kept.set(priceKey(price), price);
    else if (!samePrice(earlier, price))
      contradictions.push({
        where: `${price.provider} ${price.model}`,
        message: `a second, different price from ${price.effectiveFrom}`,
      });
  }
  return { ...rest, prices: [...kept.values()], refused: [...refused, ...contradictions] };
}

/** Whether two prices on one key cost the same: currency, end, multiplier and every class. */
export function samePrice(a: Price, b: Price): boolean {
  const text = ({ currency, effectiveTo, multiplier, perMTok }: Price): string =>
    JSON.stringify([
      currency,
      effectiveTo ?? null,
      multiplier ?? null,
      Object.entries(perMTok).map(canonicalEntry).sort(),
    ]);
  return text(a) === text(b);
}

function canonicalEntry([name, price]: [string, string]): string {
  return `${name} ${canonicalPrice(price)}`;
}

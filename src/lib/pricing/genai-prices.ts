import { parseDay } from '../usage/day';
import type { Issue, Parsed } from '../usage/filters';
import type { TokenClass } from '../usage/token-classes';
import { entriesOf, isEntry, type Entry } from './catalogue-entry';
import {
  addCataloguePrice,
  dateOf,
  readEntries,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';
import { parseWindow, type DailyWindow } from './daily-window';
import { canonicalProvider } from './platforms';

const CLASSES: [string, TokenClass][] = [
  ['input_mtok', 'uncached_input'],
  ['cache_read_mtok', 'cached_input'],
  ['cache_write_mtok', 'cache_write_5m'],
  ['output_mtok', 'output'],
  ['input_audio_mtok', 'audio_input'],
  ['cache_audio_read_mtok', 'cached_audio_input'],
  ['output_audio_mtok', 'audio_output'],
  ['input_image_mtok', 'image_input'],
  ['cache_image_read_mtok', 'cached_image_input'],
  ['output_image_mtok', 'image_output'],
];

/** Whether a JSON value looks like genai-prices': a list of providers with lists of models. */
export function isGenaiPrices(json: unknown): json is Entry[] {
  return (
    Array.isArray(json) && json.some((provider) => isEntry(provider) && Array.isArray(provider['models']))
  );
}

/**
 * Prices of genai-prices, USD per million tokens. Its dated prices keep their dates; a first, undated one holds from
 * the date given. A price of some hours of the day holds from the date of the dated one before it in the list, which it
 * goes before.
 */
export function parseGenaiPrices(providers: Entry[], defaults: ImportDefaults): Parsed<PriceImport> {
  const from = dateOf(defaults, 'most of its prices have no date: say from which day they hold');
  if (!from.ok) return from;
  const read = (provider: Entry, model: Entry) => (found: PriceImport) =>
    readModel(
      { provider: canonicalProvider(String(provider['id'])), model: String(model['id']) },
      model['prices'],
      { ...defaults, effectiveFrom: from.value },
      found,
    );
  const readers = providers
    .filter(isEntry)
    .flatMap((provider) => entriesOf(provider['models']).map((model) => read(provider, model)));
  return { ok: true, value: readEntries(readers) };
}

function readModel(
  id: { provider: string; model: string },
  prices: unknown,
  defaults: ImportDefaults & { effectiveFrom: string },
  found: PriceImport,
): void {
  const periods = (Array.isArray(prices) ? prices : [{ prices }]).filter(isEntry);
  const where = `${id.provider} ${id.model}`;
  let effectiveFrom = defaults.effectiveFrom;
  for (const period of periods) {
    const { start_date, start_time, end_time } = isEntry(period['constraint']) ? period['constraint'] : {};
    if (typeof start_date === 'string' && parseDay(start_date) !== undefined) effectiveFrom = start_date;
    const window = start_time === undefined ? undefined : windowOf(start_time, end_time);
    if (start_time !== undefined && window === undefined) {
      const message = `not hours of a day in UTC: ${String(start_time)} to ${String(end_time)}`;
      found.refused.push({ where, message });
    } else if (isEntry(period['prices']))
      for (const price of levelsOf(period['prices'], where, found.refused))
        addCataloguePrice(
          found,
          { ...id, ...price, effectiveFrom, ...(window ? { window } : {}) },
          1,
          defaults,
        );
  }
}

/** `00:30:00Z` to `16:30:00Z`; whole minutes of UTC. */
function windowOf(from: unknown, to: unknown): DailyWindow | undefined {
  const [start, end] = [from, to].map(
    (time) => /^(\d{2}:\d{2})(?::00)?(?:Z|\+00:00)?$/.exec(String(time))?.[1],
  );
  return start === undefined || end === undefined ? undefined : parseWindow(`${start}-${end}`);
}

/** Numbers by the prompt size above which they hold; a class without a price at a bound keeps its base price there. */
function levelsOf(
  prices: Entry,
  where: string,
  refused: Issue[],
): { above: number; numbers: Partial<Record<TokenClass, unknown>> }[] {
  const bounds = new Set([0]);
  for (const value of Object.values(prices)) for (const { start } of tiersOf(value)) bounds.add(start);
  if ([...bounds].some(Number.isNaN)) {
    refused.push({ where, message: 'a price tier has no start' });
    return [];
  }
  return [...bounds].map((above) => ({
    above,
    numbers: Object.fromEntries(CLASSES.map(([field, name]) => [name, numberAt(prices[field], above)])),
  }));
}

function numberAt(value: unknown, above: number): unknown {
  if (!isEntry(value)) return value;
  const tier = tiersOf(value).findLast(({ start }) => start <= above);
  return tier ? tier.price : value['base'];
}

function tiersOf(value: unknown): { start: number; price: unknown }[] {
  return entriesOf(isEntry(value) ? value['tiers'] : undefined)
    .map((tier) => ({ start: Number(tier['start']), price: tier['price'] }))
    .sort((a, b) => a.start - b.start);
}

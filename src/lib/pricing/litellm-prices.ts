import type { Parsed } from '../usage/filters';
import type { TokenClass } from '../usage/token-classes';
import { entriesOf, isEntry, type Entry } from './catalogue-entry';
import { parseWindow } from './daily-window';
import {
  addCataloguePrice,
  dateOf,
  readEntries,
  type CataloguePrice,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';
import { canonicalProvider } from './platforms';

const CLASSES: Record<string, TokenClass> = {
  input_cost_per_token: 'uncached_input',
  cache_read_input_token_cost: 'cached_input',
  cache_creation_input_token_cost: 'cache_write_5m',
  cache_creation_input_token_cost_above_1hr: 'cache_write_1h',
  output_cost_per_token: 'output',
  input_cost_per_audio_token: 'audio_input',
  cache_read_input_audio_token_cost: 'cached_audio_input',
  output_cost_per_audio_token: 'audio_output',
  input_cost_per_image_token: 'image_input',
  output_cost_per_image_token: 'image_output',
};
const FIELD = new RegExp(
  `^(${Object.keys(CLASSES).join('|')})(?:_above_(\\d+)k_tokens)?(?:_(batches|priority|flex))?$`,
);
const REASONING = 'output_cost_per_reasoning_token';

/** Whether a JSON value looks like LiteLLM's price map: models with prices per single token. */
export function isLitellmMap(json: Record<string, unknown>): boolean {
  return Object.values(json).some((entry) => isEntry(entry) && 'litellm_provider' in entry);
}

/**
 * Prices of LiteLLM's price map, USD per single token, all effective from the date given: the map does not say since
 * when. Entries that are not priced by tokens are passed over; an output price that depends on whether the model
 * reasons is refused, for usage does not keep the two apart.
 */
export function parseLitellmMap(
  json: Record<string, unknown>,
  defaults: ImportDefaults,
): Parsed<PriceImport> {
  const from = dateOf(defaults, 'the map has no dates: say from which day its prices hold');
  if (!from.ok) return from;
  const entries = Object.entries(json).filter(
    (pair): pair is [string, Entry] => pair[0] !== 'sample_spec' && isEntry(pair[1]),
  );
  const read =
    ([key, entry]: [string, Entry]) =>
    (found: PriceImport) =>
      readEntry(key, entry, { ...defaults, effectiveFrom: from.value }, found);
  return { ok: true, value: readEntries(entries.map(read)) };
}

function readEntry(
  key: string,
  entry: Entry,
  defaults: ImportDefaults & { effectiveFrom: string },
  found: PriceImport,
): void {
  const named = entry['litellm_provider'];
  if (typeof named !== 'string') {
    if (Object.keys(entry).some((field) => FIELD.test(field)))
      found.refused.push({ where: key, message: 'the entry names no provider' });
    return;
  }
  const provider = canonicalProvider(named);
  const model = key.slice(key.startsWith(`${named}/`) ? key.indexOf('/') + 1 : 0);
  const base = { provider, model, effectiveFrom: defaults.effectiveFrom };
  const levels = entriesOf(entry['tiered_pricing']);
  if ([entry, ...levels].some(dependsOnReasoning)) {
    const message = 'the output price depends on whether the model reasons';
    found.refused.push({ where: `${provider} ${model}`, message });
    return;
  }
  const standard =
    levels.length > 0 ? levels.flatMap((level) => ofRange(level, base)) : ofFields(entry, base);
  const prices = [...standard, ...offPeak(entry, base, found)];
  for (const price of prices) addCataloguePrice(found, price, 1_000_000, defaults);
}

function dependsOnReasoning(level: Entry): boolean {
  return REASONING in level && level[REASONING] !== level['output_cost_per_token'];
}

type Base = Pick<CataloguePrice, 'provider' | 'model' | 'effectiveFrom'>;

function ofRange(level: Entry, base: Base): CataloguePrice[] {
  const range: unknown = level['range'];
  if (!Array.isArray(range)) return [];
  return ofFields(level, base).map((price) => ({ ...price, above: Number(range[0]) }));
}

/** `off_peak_pricing`: prices of some hours, given as a window or a list of them. */
function offPeak(entry: Entry, base: Base, { refused }: PriceImport): CataloguePrice[] {
  const prices = entry['off_peak_pricing'];
  if (!isEntry(prices)) return [];
  const window = parseWindow([prices['hours_utc']].flat().join(', '));
  if (window === undefined)
    refused.push({ where: `${base.provider} ${base.model}`, message: 'its off-peak hours cannot be read' });
  return window === undefined ? [] : ofFields(prices, base).map((price) => ({ ...price, window }));
}

/** One price per bound and service tier, collected from the suffixes of the fields. */
function ofFields(entry: Entry, base: Base): CataloguePrice[] {
  const prices = new Map<string, CataloguePrice>();
  for (const [field, value] of Object.entries(entry)) {
    const [, name, thousands, tier] = FIELD.exec(field) ?? [];
    const tokenClass = name === undefined ? undefined : CLASSES[name];
    if (tokenClass === undefined) continue;
    const key = `${thousands ?? 0} ${tier ?? ''}`;
    const price = prices.get(key) ?? { ...base, above: Number(thousands ?? 0) * 1000, numbers: {} };
    if (tier !== undefined) price.tier = tier === 'batches' ? 'batch' : tier;
    price.numbers[tokenClass] = value;
    prices.set(key, price);
  }
  return [...prices.values()];
}

import type { Parsed } from '../usage/filters';
import type { TokenClass } from '../usage/token-classes';
import { entriesOf, isEntry, type Entry } from './catalogue-entry';
import { parseWindow, type DailyWindow } from './daily-window';
import {
  addCataloguePrice,
  dateOf,
  readEntries,
  type CataloguePrice,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';

/** Prices per single token; `image`, `web_search` and `request` are by other units. */
const CLASSES: [string, TokenClass][] = [
  ['prompt', 'uncached_input'],
  ['completion', 'output'],
  ['input_cache_read', 'cached_input'],
  ['input_cache_write', 'cache_write_5m'],
  ['input_cache_write_1h', 'cache_write_1h'],
  ['audio', 'audio_input'],
  ['input_audio_cache', 'cached_audio_input'],
  ['audio_output', 'audio_output'],
  ['image_token', 'image_input'],
  ['image_output', 'image_output'],
];

/** Whether a JSON value looks like OpenRouter's answer to /api/v1/models: models with prices of prompt and completion. */
export function isOpenrouterModels(json: Record<string, unknown>): boolean {
  return entriesOf(json['data']).some((model) => isEntry(model['pricing']) && 'prompt' in model['pricing']);
}

/**
 * Prices of OpenRouter's model list, USD per single token as text, all effective from the date given: it does not say
 * since when. `overrides` are prices above a prompt size or in some hours. A price of −1 varies by request: unknown.
 */
export function parseOpenrouterModels(
  json: Record<string, unknown>,
  defaults: ImportDefaults,
): Parsed<PriceImport> {
  const from = dateOf(defaults, 'the list has no dates: say from which day its prices hold');
  if (!from.ok) return from;
  const models = entriesOf(json['data']);
  return {
    ok: true,
    value: readEntries(models.map((model) => (found) => readModel(model, from.value, defaults, found))),
  };
}

function readModel(model: Entry, effectiveFrom: string, defaults: ImportDefaults, found: PriceImport): void {
  const pricing = isEntry(model['pricing']) ? model['pricing'] : {};
  const base = { provider: 'openrouter', model: String(model['id']), effectiveFrom };
  const where = `${base.provider} ${base.model}`;
  const reasoning = pricing['internal_reasoning'];
  if (reasoning !== undefined && Number(reasoning) !== 0 && reasoning !== pricing['completion'])
    found.refused.push({ where, message: 'the output price depends on whether the model reasons' });
  else if (CLASSES.some(([field]) => Number(pricing[field]) < 0))
    found.refused.push({ where, message: 'the price varies from request to request' });
  else
    for (const level of [pricing, ...entriesOf(pricing['overrides'])]) {
      const price = levelOf(pricing, level, base);
      if (price) addCataloguePrice(found, price, 1_000_000, defaults);
      else found.refused.push({ where, message: 'the hours of an override cannot be read' });
    }
}

type Base = Pick<CataloguePrice, 'provider' | 'model' | 'effectiveFrom'>;

/** The base prices with those of an override in their place; undefined where its hours cannot be read. */
function levelOf(pricing: Entry, level: Entry, base: Base): CataloguePrice | undefined {
  const { utc_start, utc_end, min_prompt_tokens } = level;
  const timed = utc_start !== undefined || utc_end !== undefined;
  const window = timed ? windowOf(utc_start, utc_end) : undefined;
  if (timed && window === undefined) return undefined;
  const numbers = CLASSES.map(([field, name]) => [name, level[field] ?? pricing[field]]);
  return {
    ...base,
    above: Number(min_prompt_tokens ?? 0),
    ...(window === undefined ? {} : { window }),
    numbers: Object.fromEntries(numbers) as CataloguePrice['numbers'],
  };
}

/** HHMM in UTC, as text or number: 1630 to 30. */
function windowOf(from: unknown, to: unknown): DailyWindow | undefined {
  const [start, end] = [from, to].map((time) =>
    String(time)
      .padStart(4, '0')
      .replace(/^(\d\d)(\d\d)$/, '$1:$2'),
  );
  return parseWindow(`${start}-${end}`);
}

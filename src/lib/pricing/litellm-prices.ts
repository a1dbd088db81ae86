import { parseDay } from '../usage/day';
import type { Parsed } from '../usage/filters';
import type { TokenClass } from '../usage/token-classes';
import {
  addCataloguePrice,
  withoutContradictions,
  type CataloguePrice,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';
import { canonicalProvider } from './platforms';

type Entry = Record<string, unknown>;

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
  const { effectiveFrom } = defaults;
  if (effectiveFrom === undefined || parseDay(effectiveFrom) === undefined)
    return {
      ok: false,
      issues: [
        { where: 'effective_from', message: 'the map has no dates: say from which day its prices hold' },
      ],
    };
  const found: PriceImport = { prices: [], refused: [] };
  for (const [key, entry] of Object.entries(json))
    if (key !== 'sample_spec' && isEntry(entry) && typeof entry['litellm_provider'] === 'string')
      readEntry(key, entry, { ...defaults, effectiveFrom }, found);
  return { ok: true, value: withoutContradictions(found) };
}

function readEntry(
  key: string,
  entry: Entry,
  defaults: ImportDefaults & { effectiveFrom: string },
  found: PriceImport,
): void {
  const provider = canonicalProvider(String(entry['litellm_provider']));
  const model = key.slice(key.startsWith(`${String(entry['litellm_provider'])}/`) ? key.indexOf('/') + 1 : 0);
  const base = { provider, model, effectiveFrom: defaults.effectiveFrom };
  const levels = Array.isArray(entry['tiered_pricing']) ? entry['tiered_pricing'].filter(isEntry) : [];
  if ([entry, ...levels].some(dependsOnReasoning)) {
    const message = 'the output price depends on whether the model reasons';
    found.refused.push({ where: `${provider} ${model}`, message });
    return;
  }
  const prices = levels.length > 0 ? levels.flatMap((level) => ofRange(level, base)) : ofFields(entry, base);
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

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

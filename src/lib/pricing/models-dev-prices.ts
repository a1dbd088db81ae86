import { parseDay } from '../usage/day';
import type { Parsed } from '../usage/filters';
import {
  addCataloguePrice,
  withoutContradictions,
  type CataloguePrice,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';
import { canonicalProvider } from './platforms';

type Entry = Record<string, unknown>;

/** Whether a JSON value looks like models.dev's: providers with models with a cost. */
export function isModelsDev(json: Record<string, unknown>): boolean {
  return Object.values(json).some((provider) => isEntry(provider) && isEntry(provider['models']));
}

/**
 * Prices of models.dev, USD per million tokens, all effective from the date given: it does not say since when. Its one
 * cache write is the 5-minute one.
 */
export function parseModelsDev(json: Record<string, unknown>, defaults: ImportDefaults): Parsed<PriceImport> {
  const { effectiveFrom } = defaults;
  if (effectiveFrom === undefined || parseDay(effectiveFrom) === undefined)
    return {
      ok: false,
      issues: [
        { where: 'effective_from', message: 'the file has no dates: say from which day its prices hold' },
      ],
    };
  const found: PriceImport = { prices: [], refused: [] };
  for (const [provider, { models }] of Object.entries(json).filter(hasModels))
    for (const [model, entry] of Object.entries(models)) {
      const base = { provider: canonicalProvider(provider), model, effectiveFrom };
      const cost = isEntry(entry) ? entry['cost'] : undefined;
      if (!isEntry(cost)) continue;
      if ('reasoning' in cost && cost['reasoning'] !== cost['output'])
        found.refused.push({
          where: `${provider} ${model}`,
          message: 'the output price depends on whether the model reasons',
        });
      else for (const price of levelsOf(cost, base)) addCataloguePrice(found, price, 1, defaults);
    }
  return { ok: true, value: withoutContradictions(found) };
}

type Base = Pick<CataloguePrice, 'provider' | 'model' | 'effectiveFrom'>;

function levelsOf(cost: Entry, base: Base): CataloguePrice[] {
  const tiers = (Array.isArray(cost['tiers']) ? cost['tiers'] : []).filter(isEntry).flatMap((level) => {
    const tier = level['tier'];
    return isEntry(tier) && tier['type'] === 'context' ? [{ above: Number(tier['size']), level }] : [];
  });
  const over200k = cost['context_over_200k'];
  if (isEntry(over200k) && !tiers.some(({ above }) => above === 200_000))
    tiers.push({ above: 200_000, level: over200k });
  return [{ above: 0, level: cost }, ...tiers].map(({ above, level }) => ({
    ...base,
    above,
    numbers: {
      uncached_input: level['input'],
      cached_input: level['cache_read'],
      cache_write_5m: level['cache_write'],
      output: level['output'],
      audio_input: level['input_audio'],
      audio_output: level['output_audio'],
    },
  }));
}

function hasModels(pair: [string, unknown]): pair is [string, { models: Entry }] {
  return isEntry(pair[1]) && isEntry(pair[1]['models']);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

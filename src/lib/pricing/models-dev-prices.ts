import type { Parsed } from '../usage/filters';
import { entriesOf, isEntry, type Entry } from './catalogue-entry';
import {
  addCataloguePrice,
  dateOf,
  readEntries,
  type CataloguePrice,
  type ImportDefaults,
  type PriceImport,
} from './imported-price';
import { canonicalProvider } from './platforms';

/** Whether a JSON value looks like models.dev's: providers with models with a cost. */
export function isModelsDev(json: Record<string, unknown>): boolean {
  return Object.values(json).some((provider) => isEntry(provider) && isEntry(provider['models']));
}

/**
 * Prices of models.dev, USD per million tokens, all effective from the date given: it does not say since when. Its one
 * cache write is the 5-minute one.
 */
export function parseModelsDev(json: Record<string, unknown>, defaults: ImportDefaults): Parsed<PriceImport> {
  const from = dateOf(defaults, 'the file has no dates: say from which day its prices hold');
  if (!from.ok) return from;
  const models = Object.entries(json).flatMap(([provider, entry]) =>
    Object.entries(isEntry(entry) && isEntry(entry['models']) ? entry['models'] : {}).map(([model, one]) => ({
      provider,
      model,
      cost: isEntry(one) ? one['cost'] : undefined,
    })),
  );
  return {
    ok: true,
    value: readEntries(models.map((model) => (found) => readModel(model, from.value, defaults, found))),
  };
}

function readModel(
  { provider, model, cost }: { provider: string; model: string; cost: unknown },
  effectiveFrom: string,
  defaults: ImportDefaults,
  found: PriceImport,
): void {
  if (!isEntry(cost)) return;
  const base = { provider: canonicalProvider(provider), model, effectiveFrom };
  if ('reasoning' in cost && cost['reasoning'] !== cost['output'])
    found.refused.push({
      where: `${provider} ${model}`,
      message: 'the output price depends on whether the model reasons',
    });
  else for (const price of levelsOf(cost, base)) addCataloguePrice(found, price, 1, defaults);
}

type Base = Pick<CataloguePrice, 'provider' | 'model' | 'effectiveFrom'>;

function levelsOf(cost: Entry, base: Base): CataloguePrice[] {
  const tiers = entriesOf(cost['tiers']).flatMap((level) => {
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

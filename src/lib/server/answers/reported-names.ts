import type { ModelRef } from '$lib/pricing/model-index';
import type { PriceBook } from '$lib/pricing/price-book';
import type { Facet } from '$lib/server/store/store';
import { priceBook } from './books';
import { dataset } from './dataset';

/** The models that a reported name can stand for: without a provider, and with each provider in the data. */
export function readingsOf(name: string, providers: Facet[], prices: PriceBook): ModelRef[] {
  return [undefined, ...providers.map((provider) => provider.name)].flatMap(
    (provider) => prices.resolve(provider, name) ?? [],
  );
}

/**
 * Canonical ids of the reported model names in a data set, as its main provider makes them, else any; a name that
 * nothing resolves is left out.
 */
export async function canonicalIds(sample: boolean): Promise<Record<string, string>> {
  const book = await priceBook();
  const { models, providers } = await dataset(sample);
  const ids: Record<string, string> = {};
  for (const { name, provider } of models) {
    const canonical = book.resolve(provider, name) ?? readingsOf(name, providers, book)[0];
    if (canonical !== undefined) ids[name] = canonical.model;
  }
  return ids;
}

/**
 * Names under which models were reported, for filters that name canonical ids: `gpt-4.1` stands for every dated
 * snapshot and prefixed spelling of it in the data. A name that nothing resolves to stands for itself.
 */
export async function reportedNames(wanted: string[], sample: boolean): Promise<string[]> {
  const book = await priceBook();
  const { models, providers } = await dataset(sample);
  const ids = new Set(wanted);
  const found = models.filter(({ name }) =>
    readingsOf(name, providers, book).some(({ model }) => ids.has(model)),
  );
  return [...new Set([...wanted, ...found.map(({ name }) => name)])];
}

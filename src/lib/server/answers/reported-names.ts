import { app } from '$lib/server/app';
import { priceBook } from './books';

/**
 * Names under which models were reported, for filters that name canonical ids: `gpt-4.1` stands for every dated
 * snapshot and prefixed spelling of it in the data. A name that nothing resolves to stands for itself.
 */
export async function reportedNames(wanted: string[], sample: boolean): Promise<string[]> {
  const { store } = await app();
  const book = await priceBook();
  const { models } = await store.facets({ sample });
  const names = new Set(wanted);
  for (const { name, provider } of models) {
    const canonical = book.resolve(provider, name)?.model;
    if (canonical !== undefined && names.has(canonical)) names.add(name);
  }
  return [...names];
}

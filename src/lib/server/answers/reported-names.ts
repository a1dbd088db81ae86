import { priceBook } from './books';
import { dataset } from './dataset';

/** Canonical ids of the reported model names in a data set; a name that nothing resolves is left out. */
export async function canonicalIds(sample: boolean): Promise<Record<string, string>> {
  const book = await priceBook();
  const { models } = await dataset(sample);
  const ids: Record<string, string> = {};
  for (const { name, provider } of models) {
    const canonical = book.resolve(provider, name)?.model;
    if (canonical !== undefined) ids[name] = canonical;
  }
  return ids;
}

/**
 * Names under which models were reported, for filters that name canonical ids: `gpt-4.1` stands for every dated
 * snapshot and prefixed spelling of it in the data. A name that nothing resolves to stands for itself.
 */
export async function reportedNames(wanted: string[], sample: boolean): Promise<string[]> {
  const names = new Set(wanted);
  for (const [reported, canonical] of Object.entries(await canonicalIds(sample)))
    if (names.has(canonical)) names.add(reported);
  return [...names];
}

import type { ModelRef } from '$lib/pricing/model-index';
import { canonicalProvider, isPlatform } from '$lib/pricing/platforms';
import type { PriceBook } from '$lib/pricing/price-book';
import type { Facet, Facets } from '$lib/server/store/facets';
import { priceBook } from './books';
import { dataset } from './dataset';
import { kept } from './kept';

/**
 * The models that each reported name of a data set can stand for: without a provider, and with each provider in the
 * data. Worked out once per revision of the store.
 */
export function readings(sample: boolean): Promise<Map<string, ModelRef[]>> {
  return kept(`readings ${sample}`, async () => readingsBy(await priceBook(), sample));
}

/** The same by another book: prices or names as an edit would make them. */
export async function readingsBy(book: PriceBook, sample: boolean): Promise<Map<string, ModelRef[]>> {
  return readingsIn(book, await dataset(sample));
}

/** The same of names that are not in force. */
export function readingsIn(
  book: PriceBook,
  { models, providers }: Pick<Facets, 'models' | 'providers'>,
): Map<string, ModelRef[]> {
  const hints = [undefined, ...tellingProviders(providers, book)];
  return new Map(
    models.map(({ name }) => [name, hints.flatMap((provider) => book.resolve(provider, name) ?? [])]),
  );
}

/** Providers that say something of prices, each once; any other (a relay, a gateway) reads a name as none does. */
function tellingProviders(providers: Facet[], { prices, aliases }: PriceBook): string[] {
  const listed = new Set([...prices, ...aliases].map(({ provider }) => canonicalProvider(provider)));
  const named = new Set(providers.map(({ name }) => canonicalProvider(name)));
  return [...named].filter((name) => listed.has(name) || isPlatform(name));
}

/**
 * Canonical ids of the reported model names in a data set, as its main provider makes them, else any; a name that
 * nothing resolves is left out.
 */
export async function canonicalIds(sample: boolean): Promise<Record<string, string>> {
  const book = await priceBook();
  const { models } = await dataset(sample);
  const known = await readings(sample);
  const ids: Record<string, string> = {};
  for (const { name, provider } of models) {
    const canonical = book.resolve(provider, name) ?? known.get(name)?.[0];
    if (canonical !== undefined) ids[name] = canonical.model;
  }
  return ids;
}

/**
 * Names under which models were reported, for filters that name canonical ids: `gpt-4.1` stands for every dated
 * snapshot and prefixed spelling of it in the data. A name that nothing resolves to stands for itself.
 */
export async function reportedNames(wanted: string[], sample: boolean): Promise<string[]> {
  const ids = new Set(wanted);
  const found = [...(await readings(sample))].filter(([, refs]) => refs.some(({ model }) => ids.has(model)));
  return [...new Set([...wanted, ...found.map(([name]) => name)])];
}

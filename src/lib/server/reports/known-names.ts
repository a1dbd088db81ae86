import type { Hideable } from '$lib/report/labels';
import type { KnownNames } from '$lib/report/redaction';
import { app } from '$lib/server/app';
import { books } from '$lib/server/answers/books';

/** Every value that a hidden label has in the store, whichever data set it is of, and what else it is called by. */
export async function knownNames(hidden: readonly Hideable[]): Promise<KnownNames> {
  const found = await Promise.all(hidden.map(async (label) => [label, await namesOf(label)] as const));
  return Object.fromEntries(found);
}

async function namesOf(label: Hideable): Promise<Map<string, string>> {
  const { store } = await app();
  const stored = await store.labelNames(label);
  const names = new Map(stored.map((name) => [name, name]));
  const { routes, prices } = await books();
  if (label === 'route') for (const { id, name } of routes) names.set(id, name).set(name, name);
  if (label !== 'model') return names;
  for (const name of stored) {
    const canonical = prices.resolve(undefined, name)?.model ?? name;
    names.set(name, canonical).set(canonical, canonical);
  }
  for (const provider of await store.labelNames('provider')) names.set(provider, provider);
  return names;
}

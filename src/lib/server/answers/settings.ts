import { app } from '$lib/server/app';
import type { FilterDefaults } from '$lib/usage/parse-filters';

/** What filters fall back to: the home currency of the settings, else yuan, the currency that relays bill in. */
export async function filterDefaults(): Promise<FilterDefaults> {
  const { store } = await app();
  return { home: (await store.setting('home_currency')) ?? 'CNY' };
}

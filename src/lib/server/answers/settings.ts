import { app } from '$lib/server/app';
import type { FilterDefaults } from '$lib/usage/parse-filters';
import { kept } from './kept';

/** What filters fall back to: the home currency of the settings, else yuan, the currency that relays bill in. */
export async function filterDefaults(): Promise<FilterDefaults> {
  const { store } = await app();
  const home = await kept('home currency', () => store.setting('home_currency'));
  return { home: home ?? 'CNY' };
}

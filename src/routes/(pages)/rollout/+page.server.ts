import { rollout } from '$lib/server/answers/rollout';
import { rolloutPair } from '$lib/server/answers/rollout-pair';
import { pageFilters, readable } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** The parallel run, the ramp, the triggers replayed, the checklist and the import. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const pair = await readable(rolloutPair(url.searchParams, filters));
  return { filters, answer: await rollout(filters, pair) };
};

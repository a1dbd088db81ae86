import { overview } from '$lib/server/answers/overview';
import { routePair } from '$lib/server/answers/savings';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** Overview: the answer first. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  return { filters, overview: await overview(filters, await routePair(url.searchParams, filters)) };
};

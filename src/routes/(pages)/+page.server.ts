import { overview } from '$lib/server/answers/overview';
import { pageFilters, pageRoutes } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** Overview: the answer first. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  return { filters, overview: await overview(filters, await pageRoutes(url, filters)) };
};

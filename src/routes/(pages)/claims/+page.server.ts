import { claims } from '$lib/server/answers/claims';
import { pageFilters, pageRoutes, readable } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** Every claim with its verdict on the data in view. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const pair = await pageRoutes(url, filters);
  return { filters, claims: await readable(claims(filters, pair, url.searchParams)) };
};

import { months } from '$lib/server/answers/months';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** Every month of one's own usage: as it is now, and as it was closed. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const { rows } = await months(filters);
  return { months: rows };
};

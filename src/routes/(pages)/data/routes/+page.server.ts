import { books } from '$lib/server/answers/books';
import { creditLots } from '$lib/server/answers/credit-lots';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** Every route with its terms, and how its credit lots were used up. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const { routes } = await books();
  return { routes, lots: await creditLots(filters) };
};

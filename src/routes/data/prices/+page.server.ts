import { books } from '$lib/server/answers/books';
import { spend } from '$lib/server/answers/spend';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** The price table, and the models of the data that have tokens without a price. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const { prices } = await books();
  const { unpriced } = await spend(filters, ['model']);
  return { filters, prices: prices.prices, unpriced };
};

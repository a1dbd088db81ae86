import { books } from '$lib/server/answers/books';
import { facets } from '$lib/server/answers/facets';
import { spend } from '$lib/server/answers/spend';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** The price table, and the models of the data that have tokens without a price. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const { prices } = await books();
  const { unpriced } = await spend(filters, ['model']);
  const { facets: all } = await facets(filters);
  return { filters, prices: prices.prices, unpriced, from: all.from };
};

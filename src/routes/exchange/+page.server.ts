import { books } from '$lib/server/answers/books';
import { answerOf, routePair, savingsBasis } from '$lib/server/answers/savings';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** The answer, and all that the sliders need to work it out again in the browser. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const { rates, routes } = await books();
  const basis = await savingsBasis(filters, await routePair(url.searchParams, filters));
  return { filters, basis, rates: rates.rates, routes, savings: await answerOf(basis, filters) };
};

import { routePair, savingsBasis, sliderBasis } from '$lib/server/answers/savings';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** What the answer and the sliders are worked out from, in the browser and on the server alike. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const basis = await savingsBasis(filters, await routePair(url.searchParams, filters));
  return { filters, basis: await sliderBasis(basis, filters) };
};

import { books } from '$lib/server/answers/books';
import { rateHistory } from '$lib/server/answers/rate-history';
import { savingsBasis, sliderBasis } from '$lib/server/answers/savings';
import { checkCredit, pageFilters, pageRoutes } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** What the answer and the sliders are worked out from, in the browser and on the server alike, and the dated rates. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  checkCredit(url);
  const basis = await savingsBasis(filters, await pageRoutes(url, filters));
  const { rates } = await books();
  const dated = filters.rate.policy === 'fixed' ? { policy: 'daily' as const } : filters.rate;
  const days = basis.lines.map(({ day }) => day);
  return {
    filters,
    basis: await sliderBasis(basis, filters),
    history: rateHistory(days, basis.candidate, rates, dated),
  };
};

import { reconciliation } from '$lib/server/answers/reconciliation';
import { pageFilters, pageTolerance } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** Computed against charged, and against invoices. `tolerance` is the page's own state in the address. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  return { filters, answer: await reconciliation(filters, pageTolerance(url)) };
};

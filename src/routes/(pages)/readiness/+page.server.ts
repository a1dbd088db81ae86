import { readiness } from '$lib/server/answers/readiness';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** The criteria with their evidence, and the verdict. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  return { filters, answer: await readiness(filters) };
};

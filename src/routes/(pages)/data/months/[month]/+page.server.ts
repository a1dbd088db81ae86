import { error } from '@sveltejs/kit';
import { isMonth, monthDetail } from '$lib/server/answers/months';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** One month by route and model, frozen beside now where it is closed. */
export const load: PageServerLoad = async ({ params, url }) => {
  const filters = await pageFilters(url);
  const detail = isMonth(params.month) ? await monthDetail(params.month, filters) : undefined;
  if (!detail) error(404, `There is no usage of your own in ${params.month}`);
  return { detail };
};

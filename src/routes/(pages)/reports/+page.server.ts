import { keptScenarios } from '$lib/server/answers/scenarios';
import { isTheirs } from '$lib/server/reports/maker';
import { reports } from '$lib/server/reports/reports';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** The reports there are, and what a new one can be made of: the filters and routes of the address, saved scenarios. */
export const load: PageServerLoad = async ({ url, locals: { identity } }) => {
  const filters = await pageFilters(url);
  return {
    filters,
    scenarios: (await keptScenarios(filters)).map(({ id, name }) => ({ id, name })),
    scenario: url.searchParams.get('scenario'),
    reports: (await reports()).map((row) => ({
      ...row,
      theirs: isTheirs({ madeById: row.by_id }, identity),
    })),
  };
};

import { rateTable } from '$lib/server/answers/rate-table';
import { showsSample } from '$lib/server/answers/scope';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

const ROWS = 60;

/** Exchange rates of one pair, a page at a time. Pair and place are the page's own state in the address. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const query = url.searchParams;
  const offset = Math.max(0, Math.floor(Number(query.get('offset')) || 0));
  const asked = { base: query.get('base'), quote: query.get('quote') };
  return {
    table: await rateTable(asked, { sample: await showsSample(filters), offset, limit: ROWS }),
    rowsAPage: ROWS,
  };
};

import { bridge } from '$lib/server/answers/bridge';
import { books } from '$lib/server/answers/books';
import { spend } from '$lib/server/answers/spend';
import { SPEND_KEYS, type SpendKey } from '$lib/server/answers/spend-answer';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

const GRAINS = ['day', 'week', 'month'] as const;

/** Spend by one label, and the same over time. `by` and `grain` are the page's own state in the address. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const asked = url.searchParams.get('by') as SpendKey | null;
  const by = asked !== null && SPEND_KEYS.includes(asked) ? asked : 'model';
  const grain = GRAINS.find((one) => one === url.searchParams.get('grain')) ?? 'week';
  const isCompared = filters.compareFrom !== undefined && filters.compareTo !== undefined;
  const [table, overTime, change] = await Promise.all([
    spend(filters, [by]),
    spend(filters, [grain, by]),
    isCompared ? bridge(filters, url.searchParams.get('per') === 'day') : undefined,
  ]);
  const { routes } = await books();
  return { filters, by, grain, table, overTime: overTime.rows, bridge: change, routes };
};

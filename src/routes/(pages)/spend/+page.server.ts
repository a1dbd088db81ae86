import { bridge } from '$lib/server/answers/bridge';
import { books } from '$lib/server/answers/books';
import { comparedFilters } from '$lib/server/answers/scope';
import { MOST_GROUPS, spend } from '$lib/server/answers/spend';
import { SPEND_KEYS, type SpendKey } from '$lib/server/answers/spend-answer';
import { pageCount, pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';
import { CHARTED } from './spend-series';

const GRAINS = ['day', 'week', 'month'] as const;
const TOP = 20;

/** Spend by one label, and the same over time. `by`, `grain`, `top` and `per` are the page's own state in the address. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const asked = url.searchParams.get('by') as SpendKey | null;
  const by = asked !== null && SPEND_KEYS.includes(asked) ? asked : 'model';
  const grain = GRAINS.find((one) => one === url.searchParams.get('grain')) ?? 'week';
  const top = pageCount(url, 'top', MOST_GROUPS) ?? TOP;
  const compared = comparedFilters(filters);
  const [table, overTime, before, change] = await Promise.all([
    spend(filters, [by], top),
    spend(filters, [grain, by], CHARTED),
    compared && spend(compared, ['day']),
    compared && bridge(filters, url.searchParams.get('per') === 'day'),
  ]);
  return {
    filters,
    by,
    grain,
    top,
    table,
    overTime: overTime.rows,
    before: before?.rows.map(({ day = '', landed }) => ({ day, landed })),
    bridge: change,
    routes: (await books()).routes,
  };
};

import { books } from '$lib/server/answers/books';
import { errors } from '$lib/server/answers/errors';
import { latency, latencyDistribution, type LatencyDistribution } from '$lib/server/answers/latency';
import { pageFilters } from '$lib/server/page-filters';
import type { LatencyMetric } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import type { PageServerLoad } from './$types';

const BUDGET_MS = 50;

/** Percentiles per model and route, the routes' distributions, and their errors beside them. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const asked = Number(url.searchParams.get('budget_ms') ?? BUDGET_MS);
  const budgetMs = asked > 0 && asked <= 3_600_000 ? asked : BUDGET_MS;
  const byRoute = await measured(filters, url.searchParams.get('metric'), budgetMs);
  const [byModel, errorsByModel, errorsByRoute] = await Promise.all([
    latency(filters, ['route', 'model'], byRoute.metric, budgetMs),
    errors(filters, ['route', 'model']),
    errors(filters, ['route']),
  ]);
  const routes = (await books()).routes.map(({ id, name, kind }) => ({ id, name, kind }));
  return {
    filters,
    routes,
    metric: byRoute.metric,
    budgetMs,
    byModel,
    byRoute,
    errors: errorsByModel,
    errorsByRoute,
  };
};

/** The metric asked for; else time to first token, or duration where the data has no time to first token. */
async function measured(
  filters: Filters,
  asked: string | null,
  budgetMs: number,
): Promise<LatencyDistribution> {
  const of = (metric: LatencyMetric): Promise<LatencyDistribution> =>
    latencyDistribution(filters, ['route'], metric, budgetMs);
  if (asked === 'duration' || asked === 'ttft') return of(asked);
  const first = await of('ttft');
  return first.curves.length > 0 ? first : of('duration');
}

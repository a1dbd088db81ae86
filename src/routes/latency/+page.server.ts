import { books } from '$lib/server/answers/books';
import { errors } from '$lib/server/answers/errors';
import { latency, latencyCurves } from '$lib/server/answers/latency';
import { pageFilters } from '$lib/server/page-filters';
import type { LatencyMetric } from '$lib/server/store/store';
import type { PageServerLoad } from './$types';

const BUDGET_MS = 50;

/** Percentiles per model and route, the routes' distributions, and their errors beside them. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const metric: LatencyMetric = url.searchParams.get('metric') === 'duration' ? 'duration' : 'ttft';
  const asked = Number(url.searchParams.get('budget_ms') ?? BUDGET_MS);
  const budgetMs = asked > 0 && asked <= 3_600_000 ? asked : BUDGET_MS;
  const [byModel, byRoute, curves, errorRates] = await Promise.all([
    latency(filters, ['route', 'model'], metric, budgetMs),
    latency(filters, ['route'], metric, budgetMs),
    latencyCurves(filters, ['route'], metric),
    errors(filters, ['route', 'model']),
  ]);
  const errorsByRoute = await errors(filters, ['route']);
  const routes = (await books()).routes.map(({ id, name, kind }) => ({ id, name, kind }));
  return { filters, routes, metric, budgetMs, byModel, byRoute, curves, errors: errorRates, errorsByRoute };
};

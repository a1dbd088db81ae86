import { books } from '$lib/server/answers/books';
import { errors } from '$lib/server/answers/errors';
import { errorsDelta } from '$lib/server/answers/errors-delta';
import { keyBursts } from '$lib/server/answers/errors-of-keys';
import { latency, latencyDistribution } from '$lib/server/answers/latency';
import { latencyDelta } from '$lib/server/answers/latency-delta';
import { latencyPair, measuredMetric } from '$lib/server/answers/latency-pair';
import { overhead } from '$lib/server/answers/overhead';
import { retryAfter } from '$lib/server/answers/retry-after';
import { pageFilters, readable } from '$lib/server/page-filters';
import { BUDGET_MS } from '$lib/latency/budget';
import type { PageServerLoad } from './$types';

/** The delta like for like, percentiles and distributions per route, and their errors beside them. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const budget = Number(url.searchParams.get('budget_ms') ?? BUDGET_MS);
  const budgetMs = budget > 0 && budget <= 3_600_000 ? budget : BUDGET_MS;
  const by: 'model' | 'region' = url.searchParams.get('by') === 'region' ? 'region' : 'model';
  const asked = url.searchParams.get('metric');
  const metric = asked === 'duration' || asked === 'ttft' ? asked : await measuredMetric(filters);
  const pair = await readable(latencyPair(url.searchParams, filters, metric));
  const [
    delta,
    byRoute,
    byKey,
    errorsByModel,
    errorsByRoute,
    errorsByDay,
    difference,
    bursts,
    waits,
    overheadByRoute,
    overheadByModel,
  ] = await Promise.all([
    latencyDelta(filters, pair, metric),
    latencyDistribution(filters, metric, budgetMs),
    latency(filters, ['route', by], metric, budgetMs),
    errors(filters, ['route', 'model']),
    errors(filters, ['route']),
    errors(filters, ['route', 'day']),
    errorsDelta(filters, pair),
    keyBursts(filters),
    retryAfter(filters),
    overhead(filters, ['route'], budgetMs),
    overhead(filters, ['route', 'model'], budgetMs),
  ]);
  return {
    filters,
    routes: (await books()).routes.map(({ id, name, kind }) => ({ id, name, kind })),
    metric,
    budgetMs,
    by,
    delta,
    byKey,
    byRoute,
    errors: { byModel: errorsByModel.rows, byRoute: errorsByRoute.rows, byDay: errorsByDay.rows },
    difference,
    bursts: bursts.rows,
    waits: waits.rows,
    overhead: { byRoute: overheadByRoute, byModel: overheadByModel },
  };
};

import type { Route } from '$lib/exchange/route';
import { BUDGET_MS } from '$lib/latency/budget';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import { latency } from './latency';
import { routePair, type RoutePair } from './savings';

/**
 * The routes whose latency is compared: those of the query; else the official route and the relay with most measured
 * requests, and where there is no measured relay the two routes with most. Throws BadInput on a route that does not exist.
 */
export async function latencyPair(
  query: URLSearchParams,
  filters: Filters,
  metric: LatencyMetric,
): Promise<RoutePair> {
  const asked = new URLSearchParams(query);
  const busiest = await measuredRoutes(filters, metric);
  const baseline = asked.get('baseline') ?? busiest.find(({ kind }) => kind === 'official')?.id;
  if (baseline !== undefined) asked.set('baseline', baseline);
  const others = busiest.filter(({ id }) => id !== baseline);
  const candidate =
    asked.get('candidate') ?? others.find(({ kind }) => kind === 'relay')?.id ?? others[0]?.id;
  if (candidate !== undefined) asked.set('candidate', candidate);
  return routePair(asked, filters);
}

/** Routes with measured requests, most first. */
async function measuredRoutes(filters: Filters, metric: LatencyMetric): Promise<Route[]> {
  const { routes } = await books();
  const { rows } = await latency({ ...filters, routes: [] }, ['route'], metric, BUDGET_MS);
  return rows
    .filter(({ measured }) => measured > 0)
    .sort((a, b) => b.measured - a.measured)
    .flatMap((row) => routes.find(({ id }) => id === row.route) ?? []);
}

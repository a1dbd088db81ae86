import type { Route } from '$lib/exchange/route';
import { app } from '$lib/server/app';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { Filters } from '$lib/usage/filters';
import { books } from './books';
import { kept } from './kept';
import { routePair, type RoutePair } from './savings';
import { toScope } from './scope';

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
  const busiest = await measuredRoutes({ ...filters, routes: [] }, metric);
  const baseline = asked.get('baseline') ?? busiest.find(({ kind }) => kind === 'official')?.id;
  if (baseline !== undefined) asked.set('baseline', baseline);
  const others = busiest.filter(({ id }) => id !== baseline);
  const candidate =
    asked.get('candidate') ?? others.find(({ kind }) => kind === 'relay')?.id ?? others[0]?.id;
  if (candidate !== undefined) asked.set('candidate', candidate);
  return routePair(asked, filters);
}

/** The metric of which there is something: time to first token, or duration where the data has no time to first token. */
export async function measuredMetric(filters: Filters): Promise<LatencyMetric> {
  return (await measuredRoutes(filters, 'ttft')).length > 0 ? 'ttft' : 'duration';
}

/** Routes with measured requests in what is looked at, most first. */
export async function measuredRoutes(filters: Filters, metric: LatencyMetric): Promise<Route[]> {
  const [{ store }, { routes }] = await Promise.all([app(), books()]);
  const scope = await toScope(filters);
  const measured = await kept(`measured routes ${JSON.stringify([scope, metric])}`, () =>
    store.measuredRoutes(scope, metric),
  );
  return measured.flatMap(({ route }) => routes.find(({ id }) => id === route) ?? []);
}

import type { LatencyCurve, QuantilesRequest } from '../latencies';
import type { Scope } from '../store';
import { ofBuckets } from './latency-bucket-rows';
import { bucketsOfGroups } from './latency-bucket-sums';
import type { LatencyCellsReader } from './latency-cells';

/** Points of the distribution of each route, of buckets: within 1 %. Routes in the order of their names. */
export async function latencyCurves(
  reader: LatencyCellsReader,
  scope: Scope,
  { metric, quantiles }: QuantilesRequest,
): Promise<LatencyCurve[]> {
  const parts = await reader.cells(scope, metric, 'all');
  const routes = [
    ...new Set(parts.flatMap(({ kinds }) => kinds.flatMap((kind) => kind?.route ?? []))),
  ].sort();
  const places = new Map(routes.map((route, place) => [route, place]));
  const groups = bucketsOfGroups(parts, routes.length, (part, kind) =>
    places.get(part.kinds[kind]?.route ?? ''),
  );
  return routes.flatMap((route, place) => {
    const buckets = groups[place] ?? [];
    return buckets.length > 0 ? [{ route, ...ofBuckets(buckets, quantiles) }] : [];
  });
}

import { groupBy } from '$lib/usage/group-by';
import type { LatencyCurve, QuantilesRequest } from '../latencies';
import type { Scope } from '../store';
import type { Engine } from './engine';
import { bucketIn, ofBuckets } from './latency-bucket-rows';
import { latencyCells } from './latency-cells';
import curvesQuery from './queries/latency-curves.sql?raw';
import { text } from './rows';

/** Points of the distribution of each route, of buckets: within 1 %. */
export async function latencyCurves(
  engine: Engine,
  scope: Scope,
  { metric, quantiles }: QuantilesRequest,
): Promise<LatencyCurve[]> {
  const { cells, parameters } = await latencyCells(engine, scope, metric, 'all');
  const rows = await engine.read(curvesQuery.replace('/*cells*/', cells), parameters);
  return [...groupBy(rows, (row) => text(row, 'route'))].map(([route, of]) => ({
    route,
    ...ofBuckets(of.map(bucketIn), quantiles),
  }));
}

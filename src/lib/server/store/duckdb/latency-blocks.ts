import type { BlockCells } from '$lib/latency/influence';
import type { BlocksRequest } from '../latencies';
import type { Scope } from '../store';
import type { LatencyCellsReader } from './latency-cells';
import { nameOf, ofBoth, stratumOf } from './latency-strata';

/** What both routes have in each block of time, by stratum and bucket. */
export async function latencyBlocks(
  reader: LatencyCellsReader,
  scope: Scope,
  request: BlocksRequest,
): Promise<BlockCells[]> {
  const { baseline, candidate, metric, unit, strata } = request;
  const parts = await reader.cells(ofBoth(scope, request), metric, unit);
  const places = new Map(strata.map((stratum, place) => [nameOf(stratum), place]));
  return parts.map(({ kinds, ...cells }) => ({
    ...cells,
    places: Int32Array.from(kinds, (kind) =>
      kind ? (places.get(nameOf(stratumOf(kind, request))) ?? -1) : -1,
    ),
    sides: kinds.map((kind) => {
      if (kind?.route === baseline) return 'baseline';
      return kind?.route === candidate ? 'candidate' : undefined;
    }),
  }));
}

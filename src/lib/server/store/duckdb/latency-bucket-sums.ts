import type { LatencyBucket } from '$lib/latency/buckets';
import type { LatencyCells } from './latency-columns';

/** Sums by group and bucket, row by row: groups × buckets of the grid. */
interface Sums {
  grid: Grid;
  measured: Float64Array;
  lowUs: Float64Array;
  highUs: Float64Array;
  sumUs: Float64Array;
}

/** The least bucket there is, and how many there are from it to the greatest. */
interface Grid {
  first: number;
  width: number;
}

/**
 * Cells summed by group and bucket: a list for each of so many groups, buckets ascending. `groupOf` gives the group of a
 * kind of each part, undefined for cells to leave out.
 */
export function bucketsOfGroups(
  parts: readonly LatencyCells[],
  groups: number,
  groupOf: (part: LatencyCells, kind: number) => number | undefined,
): LatencyBucket[][] {
  const grid = gridOf(parts);
  const size = groups * grid.width;
  const sums: Sums = {
    grid,
    measured: new Float64Array(size),
    lowUs: new Float64Array(size).fill(Infinity),
    highUs: new Float64Array(size).fill(-Infinity),
    sumUs: new Float64Array(size),
  };
  for (const part of parts) addPart(sums, part, groupOf);
  return Array.from({ length: groups }, (_, group) => bucketsOf(sums, group));
}

function gridOf(parts: readonly LatencyCells[]): Grid {
  let first = Infinity;
  let last = -Infinity;
  for (const { from, to, bucket } of parts)
    for (let i = from; i < to; i += 1) {
      const one = bucket[i] ?? 0;
      if (one < first) first = one;
      if (one > last) last = one;
    }
  return last < first ? { first: 0, width: 0 } : { first, width: last - first + 1 };
}

/** Runs over every cell: nothing in its loop makes an object. */
function addPart(
  { grid, measured, lowUs, highUs, sumUs }: Sums,
  part: LatencyCells,
  groupOf: (part: LatencyCells, kind: number) => number | undefined,
): void {
  const groups = Int32Array.from(part.kinds, (_, kind) => groupOf(part, kind) ?? -1);
  const { from, to, kind, bucket } = part;
  for (let i = from; i < to; i += 1) {
    const group = groups[kind[i] ?? 0] ?? -1;
    if (group < 0) continue;
    const at = group * grid.width + (bucket[i] ?? 0) - grid.first;
    measured[at] = (measured[at] ?? 0) + (part.measured[i] ?? 0);
    sumUs[at] = (sumUs[at] ?? 0) + (part.sumUs[i] ?? 0);
    lowUs[at] = Math.min(lowUs[at] ?? 0, part.lowUs[i] ?? 0);
    highUs[at] = Math.max(highUs[at] ?? 0, part.highUs[i] ?? 0);
  }
}

function bucketsOf({ grid, measured, lowUs, highUs, sumUs }: Sums, group: number): LatencyBucket[] {
  const buckets: LatencyBucket[] = [];
  for (let place = 0; place < grid.width; place += 1) {
    const at = group * grid.width + place;
    const count = measured[at] ?? 0;
    if (count === 0) continue;
    buckets.push({
      bucket: grid.first + place,
      measured: count,
      lowMs: (lowUs[at] ?? 0) / 1000,
      highMs: (highUs[at] ?? 0) / 1000,
      sumMs: (sumUs[at] ?? 0) / 1000,
    });
  }
  return buckets;
}

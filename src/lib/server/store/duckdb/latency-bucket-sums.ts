import type { LatencyBucket } from '$lib/latency/buckets';
import type { LatencyCells } from './latency-columns';

/** Sums row by row: kinds × buckets from the first to the last of the cells. */
interface Sums {
  first: number;
  width: number;
  measured: Float64Array;
  lowUs: Float64Array;
  highUs: Float64Array;
  sumUs: Float64Array;
}

/** The last sums of cells that are held: the strata and the curves of a page are of one period. */
const lastSums = new WeakMap<Int32Array, { from: number; to: number; sums: Sums }>();

/**
 * Cells summed by group and bucket: a list for each of so many groups, buckets ascending. `groupOf` gives the group of a
 * kind of each part, undefined for cells to leave out.
 */
export function bucketsOfGroups(
  parts: readonly LatencyCells[],
  groups: number,
  groupOf: (part: LatencyCells, kind: number) => number | undefined,
): LatencyBucket[][] {
  const found = Array.from({ length: groups }, () => new Map<number, LatencyBucket>());
  for (const part of parts) {
    const sums = sumsOf(part);
    part.kinds.forEach((_, kind) => {
      const group = groupOf(part, kind);
      const buckets = group === undefined ? undefined : found[group];
      if (buckets) addKind(buckets, sums, kind);
    });
  }
  return found.map((buckets) => [...buckets.values()].sort((a, b) => a.bucket - b.bucket));
}

function sumsOf(part: LatencyCells): Sums {
  const { from, to, kind } = part;
  const last = lastSums.get(kind);
  if (last?.from === from && last.to === to) return last.sums;
  const sums = summed(part);
  lastSums.set(kind, { from, to, sums });
  return sums;
}

/** Runs over every cell: nothing in its loop makes an object. */
function summed(part: LatencyCells): Sums {
  const { from, to, kind, bucket, kinds, firstBucket: first, lastBucket: last } = part;
  const width = last < first ? 0 : last - first + 1;
  const size = kinds.length * width;
  const measured = new Float64Array(size);
  const lowUs = new Float64Array(size).fill(Infinity);
  const highUs = new Float64Array(size).fill(-Infinity);
  const sumUs = new Float64Array(size);
  for (let i = from; i < to; i += 1) {
    const at = (kind[i] ?? 0) * width + (bucket[i] ?? 0) - first;
    const low = part.lowUs[i] ?? 0;
    const high = part.highUs[i] ?? 0;
    measured[at] = (measured[at] ?? 0) + (part.measured[i] ?? 0);
    sumUs[at] = (sumUs[at] ?? 0) + (part.sumUs[i] ?? 0);
    if (low < (lowUs[at] ?? 0)) lowUs[at] = low;
    if (high > (highUs[at] ?? 0)) highUs[at] = high;
  }
  return { first, width, measured, lowUs, highUs, sumUs };
}

function addKind(buckets: Map<number, LatencyBucket>, sums: Sums, kind: number): void {
  for (let place = 0; place < sums.width; place += 1) {
    const at = kind * sums.width + place;
    const measured = sums.measured[at] ?? 0;
    if (measured === 0) continue;
    const bucket = sums.first + place;
    const [lowMs, highMs] = [(sums.lowUs[at] ?? 0) / 1000, (sums.highUs[at] ?? 0) / 1000];
    const sumMs = (sums.sumUs[at] ?? 0) / 1000;
    const known = buckets.get(bucket);
    if (!known) {
      buckets.set(bucket, { bucket, measured, lowMs, highMs, sumMs });
      continue;
    }
    known.measured += measured;
    known.lowMs = Math.min(known.lowMs, lowMs);
    known.highMs = Math.max(known.highMs, highMs);
    known.sumMs += sumMs;
  }
}

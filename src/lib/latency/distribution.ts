import type { LatencyBucket } from './buckets';

/**
 * A distribution of latencies over a grid of buckets: `share[i]` of them lie between `lowMs[i]` and `highMs[i]` and
 * take `share[i] × mean` = `shareMs[i]`. Shares sum to 1. Arrays have one entry per bucket from `first` on; empty
 * buckets have the share 0.
 */
export interface Distribution {
  first: number;
  /** The share that one rank is: 1 ÷ measured. */
  rank: number;
  share: Float64Array;
  lowMs: Float64Array;
  highMs: Float64Array;
  shareMs: Float64Array;
}

/** A part of a distribution: its buckets, and the share of the whole that they make together. */
export interface Part {
  buckets: readonly LatencyBucket[];
  measured: number;
  weight: number;
}

/** The distribution of parts, each bucket counting weight × measured ÷ measured of its part. Weights sum to 1. */
export function distributionOf(parts: readonly Part[]): Distribution {
  const all = parts.flatMap(({ buckets }) => buckets.map(({ bucket }) => bucket));
  const first = all.reduce((least, bucket) => Math.min(least, bucket), Infinity);
  const last = all.reduce((most, bucket) => Math.max(most, bucket), -Infinity);
  const size = all.length === 0 ? 0 : last - first + 1;
  const of: Distribution = {
    first,
    rank: 1 / parts.reduce((sum, { measured }) => sum + measured, 0),
    share: new Float64Array(size),
    lowMs: new Float64Array(size).fill(Infinity),
    highMs: new Float64Array(size).fill(-Infinity),
    shareMs: new Float64Array(size),
  };
  for (const part of parts) for (const bucket of part.buckets) add(of, bucket, part.weight / part.measured);
  return of;
}

function add(of: Distribution, bucket: LatencyBucket, each: number): void {
  const { first, share, lowMs, highMs, shareMs } = of;
  const at = bucket.bucket - first;
  share[at] = (share[at] ?? 0) + bucket.measured * each;
  lowMs[at] = Math.min(lowMs[at] ?? Infinity, bucket.lowMs);
  highMs[at] = Math.max(highMs[at] ?? -Infinity, bucket.highMs);
  shareMs[at] = (shareMs[at] ?? 0) + bucket.sumMs * each;
}

/**
 * Milliseconds at a quantile, 0 to 1: linear interpolation between closest ranks (rank = quantile × (measured − 1)), as
 * near as buckets tell the latencies in them. NaN of nothing.
 */
export function quantileOf(of: Distribution, quantile: number): number {
  const target = targetOf(of, quantile);
  const places = occupiedIn(of);
  let before = 0;
  for (const [i, at] of places.entries()) {
    const upTo = before + (of.share[at] ?? 0);
    const last = i === places.length - 1;
    if (upTo >= target || last) return betweenRanks(of, { at, next: places[i + 1], before, upTo }, target);
    before = upTo;
  }
  return NaN;
}

/** The share of the measured that lies before a quantile's rank. */
export function targetOf({ rank }: Distribution, quantile: number): number {
  return quantile * (1 - rank);
}

/** The places of buckets that hold something, ascending. */
export function occupiedIn({ share }: Distribution): number[] {
  return [...share.keys()].filter((at) => (share[at] ?? 0) > 0);
}

/** A bucket that holds something, the next one that does, and the shares before its first and up to its last latency. */
export interface Place {
  at: number;
  next: number | undefined;
  before: number;
  upTo: number;
}

/**
 * Milliseconds where the share `target` of all is passed, at a place. Its latencies have their ranks from `before` to
 * one rank short of `upTo`; over that last rank lies what is between its greatest and the least of the next.
 */
export function betweenRanks(of: Distribution, { at, next, before, upTo }: Place, target: number): number {
  const within = Math.max(0, upTo - before - of.rank);
  const passed = Math.max(0, target - before);
  if (passed < within) return withinBucket(of, at, passed / within);
  const high = of.highMs[at] ?? NaN;
  if (next === undefined) return high;
  const part = (passed - within) / (upTo - before - within);
  return high + ((of.lowMs[next] ?? NaN) - high) * Math.min(1, part);
}

/**
 * Where a part, 0 to 1, of a bucket's latencies ends: they lie evenly from the least to the mean and from the mean to
 * the greatest, (greatest − mean) ÷ (greatest − least) of them in the first stretch, so that the mean is kept.
 */
function withinBucket({ lowMs, highMs, shareMs, share }: Distribution, at: number, part: number): number {
  const [low, high] = [lowMs[at] ?? 0, highMs[at] ?? 0];
  const mean = Math.min(high, Math.max(low, (shareMs[at] ?? 0) / (share[at] ?? 1)));
  if (high === low) return low;
  const first = (high - mean) / (high - low);
  return part < first
    ? low + ((mean - low) * part) / first
    : mean + ((high - mean) * (part - first)) / (1 - first || 1);
}

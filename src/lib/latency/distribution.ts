import type { LatencyBucket } from './buckets';

/**
 * A distribution of latencies over a grid of buckets: `share[i]` of them lie between `lowMs[i]` and `highMs[i]` and
 * take `share[i] × mean` = `shareMs[i]`. Shares sum to 1. Arrays have one entry per bucket from `first` on; empty
 * buckets have the share 0.
 */
export interface Distribution {
  first: number;
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

/** Milliseconds at a quantile, 0 to 1. NaN of nothing. */
export function quantileOf(of: Distribution, quantile: number): number {
  let before = 0;
  let last = NaN;
  for (let at = 0; at < of.share.length; at += 1) {
    const share = of.share[at] ?? 0;
    if (share === 0) continue;
    if (before + share >= quantile) return withinBucket(of, at, Math.max(0, (quantile - before) / share));
    before += share;
    last = of.highMs[at] ?? NaN;
  }
  return last;
}

/**
 * Where a part, 0 to 1, of a bucket's latencies ends: they lie evenly from the least to the mean and from the mean to
 * the greatest, (greatest − mean) ÷ (greatest − least) of them in the first stretch, so that the mean is kept.
 */
export function withinBucket(
  { lowMs, highMs, shareMs, share }: Distribution,
  at: number,
  part: number,
): number {
  const [low, high] = [lowMs[at] ?? 0, highMs[at] ?? 0];
  const mean = Math.min(high, Math.max(low, (shareMs[at] ?? 0) / (share[at] ?? 1)));
  if (high === low) return low;
  const first = (high - mean) / (high - low);
  return part < first
    ? low + ((mean - low) * part) / first
    : mean + ((high - mean) * (part - first)) / (1 - first || 1);
}

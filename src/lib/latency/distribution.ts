import type { LatencyBucket } from './buckets';

/**
 * A distribution of latencies over a grid of buckets: `share[i]` of them lie between `lowMs[i]` and `highMs[i]`, evenly.
 * Shares sum to 1. Arrays have one entry per bucket from `first` on; empty buckets have the share 0.
 */
export interface Distribution {
  first: number;
  share: Float64Array;
  lowMs: Float64Array;
  highMs: Float64Array;
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
  };
  for (const part of parts) for (const bucket of part.buckets) add(of, bucket, part.weight / part.measured);
  return of;
}

function add({ first, share, lowMs, highMs }: Distribution, bucket: LatencyBucket, each: number): void {
  const at = bucket.bucket - first;
  share[at] = (share[at] ?? 0) + bucket.measured * each;
  lowMs[at] = Math.min(lowMs[at] ?? Infinity, bucket.lowMs);
  highMs[at] = Math.max(highMs[at] ?? -Infinity, bucket.highMs);
}

/**
 * Milliseconds at a quantile, 0 to 1. `shift`, where given, is what each bucket's share differs by, as in a resample.
 * NaN of nothing.
 */
export function quantileOf(of: Distribution, quantile: number, shift?: Float64Array): number {
  let before = 0;
  let last = NaN;
  for (let at = 0; at < of.share.length; at += 1) {
    const share = (of.share[at] ?? 0) + (shift?.[at] ?? 0);
    if ((of.share[at] ?? 0) === 0) continue;
    const [low, high] = [of.lowMs[at] ?? 0, of.highMs[at] ?? 0];
    if (share > 0 && before + share >= quantile)
      return low + (high - low) * Math.max(0, (quantile - before) / share);
    before += share;
    last = high;
  }
  return last;
}

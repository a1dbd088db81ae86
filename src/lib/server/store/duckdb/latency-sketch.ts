/** Width of the sketch's buckets: bucket b holds (1.016^(b−1), 1.016^b] microseconds (see rollup-latencies.sql). */
const GAMMA = 1.016;

/** One bucket of a latency sketch; −1 holds 0. */
export interface SketchBucket {
  bucket: number;
  measured: number;
}

/**
 * Quantile of a sketch in microseconds, by the same rule as for exact values: linear interpolation between the values
 * at the closest ranks, each value being its bucket's middle 2γ^b ÷ (γ + 1), within 0.8 % of the true one.
 */
export function sketchQuantile(buckets: SketchBucket[], quantile: number): number {
  const total = buckets.reduce((sum, { measured }) => sum + measured, 0);
  if (total === 0) throw new RangeError('a sketch without values has no quantiles');
  const rank = quantile * (total - 1);
  const low = valueAt(buckets, Math.floor(rank));
  const high = valueAt(buckets, Math.ceil(rank));
  return low + (high - low) * (rank - Math.floor(rank));
}

/** How many values lie at or under a bound; within the bound's own bucket, in proportion. */
export function sketchCountUnder(buckets: SketchBucket[], boundUs: number): number {
  let count = 0;
  for (const { bucket, measured } of buckets) {
    const high = bucket < 0 ? 0 : GAMMA ** bucket;
    const low = bucket < 0 ? 0 : GAMMA ** (bucket - 1);
    if (high <= boundUs) count += measured;
    else if (low < boundUs) count += (measured * (boundUs - low)) / (high - low);
  }
  return count;
}

function valueAt(buckets: SketchBucket[], rank: number): number {
  let before = 0;
  for (const { bucket, measured } of buckets) {
    before += measured;
    if (rank < before) return bucket < 0 ? 0 : (2 * GAMMA ** bucket) / (GAMMA + 1);
  }
  throw new RangeError(`no value at rank ${rank}`);
}

import { measuredIn, type LatencyBucket } from '$lib/latency/buckets';
import { distributionOf, quantileOf } from '$lib/latency/distribution';
import { number, type Row } from './rows';

/** The bucket that a row is of: columns bucket, measured, low_us, high_us and sum_us. */
export function bucketIn(row: Row): LatencyBucket {
  return {
    bucket: number(row, 'bucket'),
    measured: number(row, 'measured'),
    lowMs: number(row, 'low_us') / 1000,
    highMs: number(row, 'high_us') / 1000,
    sumMs: number(row, 'sum_us') / 1000,
  };
}

/** How many latencies buckets hold, and their quantiles in milliseconds. */
export function ofBuckets(
  buckets: LatencyBucket[],
  quantiles: readonly number[],
): { measured: number; quantilesMs: number[] } {
  const measured = measuredIn(buckets);
  const distribution = distributionOf([{ buckets, measured, weight: 1 }]);
  return { measured, quantilesMs: quantiles.map((quantile) => quantileOf(distribution, quantile)) };
}

/** Buckets an octave: bucket b holds (2^((b − 1) ÷ 12), 2^(b ÷ 12)] microseconds, 6 % wide; −1 holds 0. */
const PER_OCTAVE = 12;

/** Latencies of one bucket: how many, the least, the greatest and the sum of them. Lists of buckets ascend. */
export interface LatencyBucket {
  bucket: number;
  measured: number;
  lowMs: number;
  highMs: number;
  sumMs: number;
}

/** The bucket of a latency in whole microseconds. The store sums by the same rule (latency-cells-of-records.sql). */
export function bucketOf(us: number): number {
  return us === 0 ? -1 : Math.ceil(Math.log2(us) * PER_OCTAVE);
}

/** Latencies in milliseconds as buckets. */
export function toBuckets(latenciesMs: Iterable<number>): LatencyBucket[] {
  const buckets = new Map<number, LatencyBucket>();
  for (const ms of latenciesMs) {
    const bucket = bucketOf(Math.round(ms * 1000));
    const found = buckets.get(bucket) ?? { bucket, measured: 0, lowMs: ms, highMs: ms, sumMs: 0 };
    found.measured += 1;
    found.lowMs = Math.min(found.lowMs, ms);
    found.highMs = Math.max(found.highMs, ms);
    found.sumMs += ms;
    buckets.set(bucket, found);
  }
  return [...buckets.values()].sort((a, b) => a.bucket - b.bucket);
}

/** How many latencies there are in all. */
export function measuredIn(buckets: readonly LatencyBucket[]): number {
  return buckets.reduce((sum, { measured }) => sum + measured, 0);
}

import { measuredIn, type LatencyBucket } from './buckets';
import { Z95 } from './normal';

/**
 * Of each bucket of `these`, the share of `others` that take longer, ties counting half (the score of Mann and Whitney).
 * Two latencies of one bucket tie unless all of one side lie under all of the other.
 */
export function slowerShares(
  these: readonly LatencyBucket[],
  others: readonly LatencyBucket[],
): Map<number, number> {
  const total = measuredIn(others);
  const shares = new Map<number, number>();
  let [at, before] = [0, 0];
  for (const one of these) {
    for (; (others[at]?.bucket ?? Infinity) < one.bucket; at += 1) before += others[at]?.measured ?? 0;
    const same = others[at]?.bucket === one.bucket ? others[at] : undefined;
    const within = same ? same.measured * tieShare(one, same) : 0;
    shares.set(one.bucket, (total - before - (same?.measured ?? 0) + within) / total);
  }
  return shares;
}

/** Of latencies in one bucket: the share in which `other` takes longer. */
function tieShare(one: LatencyBucket, other: LatencyBucket): number {
  if (one.highMs < other.lowMs) return 1;
  return one.lowMs > other.highMs ? 0 : 0.5;
}

/** P(candidate < baseline) + ½ P(candidate = baseline) within a stratum. */
export function fasterShare(candidate: readonly LatencyBucket[], baseline: readonly LatencyBucket[]): number {
  const shares = slowerShares(candidate, baseline);
  const sum = candidate.reduce(
    (total, { bucket, measured }) => total + measured * (shares.get(bucket) ?? 0),
    0,
  );
  return sum / measuredIn(candidate);
}

/** Is a share of faster candidates other than one half by more than chance? By its standard error without a difference. */
export function isClear(share: number, baselineMeasured: number, candidateMeasured: number): boolean {
  const error = Math.sqrt((1 / baselineMeasured + 1 / candidateMeasured) / 12);
  return Math.abs(share - 0.5) > Z95 * error;
}

import { measuredIn, type LatencyBucket } from './buckets';
import { Z95 } from './normal';

/**
 * Of each bucket of `these`, the share of `others` that take longer, ties counting half (the score of Mann and Whitney).
 * Within a bucket each side's latencies are taken to lie evenly from its least to its greatest.
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

/**
 * P(other > one) + ½ P(other = one) of latencies in one bucket, evenly spread over [a, b] and [c, d]: the integral over a
 * to b of the part of [c, d] above it, ÷ (b − a)(d − c), with H(u) = max(0, u)² ÷ 2:
 * (H(d − a) − H(d − b) − H(c − a) + H(c − b)) ÷ (b − a)(d − c).
 */
function tieShare({ lowMs: a, highMs: b }: LatencyBucket, { lowMs: c, highMs: d }: LatencyBucket): number {
  if (a === b && c === d) return a === c ? 0.5 : Number(a < c);
  const half = (u: number): number => Math.max(0, u) ** 2 / 2;
  const above = (u: number): number => Math.max(0, u);
  const share =
    a === b
      ? (above(d - a) - above(c - a)) / (d - c)
      : c === d
        ? (above(c - a) - above(c - b)) / (b - a)
        : (half(d - a) - half(d - b) - half(c - a) + half(c - b)) / ((b - a) * (d - c));
  return Math.min(1, Math.max(0, share));
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

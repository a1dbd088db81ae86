import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { bucketOf, measuredIn, toBuckets, type LatencyBucket } from './buckets';
import { distributionOf, quantileOf } from './distribution';

const generator = xoroshiro128plus(3);
const uniform = (): number => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

const SHAPES: [string, () => number][] = [
  ['uniform', () => 20 + 980 * uniform()],
  ['log-normal', () => 300 * Math.exp(0.6 * normal())],
  ['bimodal', () => (uniform() < 0.6 ? 90 + 4 * normal() : 1500 + 100 * normal())],
  ['constant', () => 412.345],
  ['narrow', () => 92.7 + 2 * normal()],
];
const QUANTILES = [0.01, 0.25, 0.5, 0.9, 0.95, 0.99];

/** Linear interpolation between closest ranks. */
function exact(values: number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = quantile * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? NaN;
  return low + ((sorted[Math.ceil(rank)] ?? NaN) - low) * (rank - Math.floor(rank));
}

function of(buckets: LatencyBucket[]): (quantile: number) => number {
  const distribution = distributionOf([{ buckets, measured: measuredIn(buckets), weight: 1 }]);
  return (quantile) => quantileOf(distribution, quantile);
}

/** Two lists of buckets as one. */
function merged(a: LatencyBucket[], b: LatencyBucket[]): LatencyBucket[] {
  const both = new Map(a.map((one) => [one.bucket, { ...one }]));
  for (const one of b) {
    const found = both.get(one.bucket);
    if (!found) both.set(one.bucket, { ...one });
    else {
      found.measured += one.measured;
      found.lowMs = Math.min(found.lowMs, one.lowMs);
      found.highMs = Math.max(found.highMs, one.highMs);
      found.sumMs += one.sumMs;
    }
  }
  return [...both.values()].sort((x, y) => x.bucket - y.bucket);
}

describe('quantileOf', () => {
  it.each(SHAPES)('%s: within a hundredth of the exact quantile, merged in any order', (_, draw) => {
    const parts = Array.from({ length: 5 }, () =>
      Array.from({ length: 2_000 }, () => Math.round(draw() * 1000) / 1000),
    );
    const values = parts.flat();
    const [first, ...rest] = parts.map((part) => toBuckets(part));
    const forwards = of(rest.reduce(merged, first ?? []));
    const backwards = of([...rest].reverse().reduceRight((sum, part) => merged(part, sum), first ?? []));
    for (const quantile of QUANTILES) {
      const truth = exact(values, quantile);
      expect(Math.abs(forwards(quantile) / truth - 1)).toBeLessThanOrEqual(0.01);
      expect(backwards(quantile)).toBeCloseTo(forwards(quantile), 9); // sums of doubles
    }
  });

  it('of parts weighs each by its weight, not by how many there are', () => {
    const [few, many] = [toBuckets([100, 100]), toBuckets(Array.from({ length: 98 }, () => 1000))];
    const distribution = distributionOf([
      { buckets: few, measured: 2, weight: 0.9 },
      { buckets: many, measured: 98, weight: 0.1 },
    ]);
    expect(quantileOf(distribution, 0.5)).toBe(100);
    expect(quantileOf(distribution, 0.95)).toBe(1000);
  });

  it('of nothing is none', () => {
    expect(quantileOf(distributionOf([]), 0.5)).toBeNaN();
  });
});

describe('bucketOf', () => {
  it('has twelve buckets an octave, closed above, and one of its own for 0', () => {
    expect([0, 1, 2, 4, 1024].map(bucketOf)).toEqual([-1, 0, 12, 24, 120]);
    expect([1025, 1084].map(bucketOf)).toEqual([121, 121]); // 1024 × 2^(1 ÷ 12) = 1084.9
    expect(bucketOf(1085)).toBe(122);
  });
});

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

describe('quantileOf', () => {
  it.each(SHAPES)('%s: within a hundredth of the exact quantile', (_, draw) => {
    const values = Array.from({ length: 10_000 }, () => Math.round(draw() * 1000) / 1000);
    const found = of(toBuckets(values));
    for (const quantile of QUANTILES)
      expect(Math.abs(found(quantile) / exact(values, quantile) - 1)).toBeLessThanOrEqual(0.01);
  });

  it.each([
    ['one', [7]],
    ['two', [100, 300]],
    [
      'two far apart, the quantile between them',
      [...Array<number>(950).fill(100), ...Array<number>(50).fill(1000)],
    ],
    ['a few, each in a bucket of its own', [10, 20, 40, 80, 160, 320, 640]],
    ['zeros too', [0, 0, 0, 50, 90]],
    ['constant', Array<number>(40).fill(412.345)],
  ])('interpolates between closest ranks: %s', (_, values) => {
    for (const quantile of [0, ...QUANTILES, 1])
      expect(of(toBuckets(values))(quantile)).toBeCloseTo(exact(values, quantile), 9);
  });

  it('of 950 at 100 ms and 50 at 1,000 ms is 145 ms at p95', () => {
    // rank 0.95 × 999 = 949.05, between the last of the 100s (949) and the first of the 1,000s (950)
    const values = [...Array<number>(950).fill(100), ...Array<number>(50).fill(1000)];
    expect(of(toBuckets(values))(0.95)).toBeCloseTo(145, 9);
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

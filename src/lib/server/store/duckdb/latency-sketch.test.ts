import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sketchCountUnder, sketchQuantile, type SketchBucket } from './latency-sketch';

/** Buckets as rollup-latencies.sql makes them: ceil(ln us ÷ ln 1.016), −1 for 0. */
function sketchOf(values: number[]): SketchBucket[] {
  const counts = new Map<number, number>();
  for (const us of values) {
    const bucket = us === 0 ? -1 : Math.ceil(Math.log(us) / Math.log(1.016));
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([bucket, measured]) => ({ bucket, measured }));
}

/** Linear interpolation between closest ranks, on the values themselves. */
function exactQuantile(values: number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = quantile * (sorted.length - 1);
  const low = sorted[Math.floor(rank)] ?? 0;
  return low + ((sorted[Math.ceil(rank)] ?? 0) - low) * (rank - Math.floor(rank));
}

describe('sketchQuantile', () => {
  it('is within 1 % of the exact quantile, whatever the values', () => {
    const values = fc.array(fc.integer({ min: 1, max: 600_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (us, quantile) => {
        const exact = exactQuantile(us, quantile);
        expect(Math.abs(sketchQuantile(sketchOf(us), quantile) - exact)).toBeLessThanOrEqual(0.01 * exact);
      }),
    );
  });

  it('of zeros is 0, and of nothing there is none', () => {
    expect(sketchQuantile([{ bucket: -1, measured: 3 }], 0.5)).toBe(0);
    expect(() => sketchQuantile([], 0.5)).toThrow(RangeError);
  });
});

describe('sketchCountUnder', () => {
  it('counts whole buckets under the bound, and the bound’s own in proportion', () => {
    const sketch = sketchOf([100, 200, 200, 400]);
    expect(sketchCountUnder(sketch, 300)).toBe(3);
    expect(sketchCountUnder(sketch, 50)).toBe(0);
    expect(sketchCountUnder(sketch, 500)).toBe(4);
    const within = sketchCountUnder(sketch, 200);
    expect(within).toBeGreaterThan(1);
    expect(within).toBeLessThan(3);
  });
});

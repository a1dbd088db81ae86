import { describe, expect, it } from 'vitest';
import { toBuckets } from './buckets';
import { fasterShare, isClear } from './faster';

/** P(a < b) + ½ P(a = b), pair by pair. */
function byPairs(a: number[], b: number[]): number {
  const wins = a.flatMap((x) => b.map((y) => (x < y ? 1 : x === y ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

describe('fasterShare', () => {
  it.each<[number[], number[]]>([
    [
      [1, 2, 4],
      [2, 8, 16],
    ],
    [[100], [103]], // one bucket, yet all of one side under all of the other
    [[103, 103], [100]],
    [[50, 50], [50]],
    [
      [1000, 10, 100],
      [10, 100, 1000],
    ],
  ])('of %j against %j is what pairs say', (candidate, baseline) => {
    expect(fasterShare(toBuckets(candidate), toBuckets(baseline))).toBeCloseTo(
      byPairs(candidate, baseline),
      12,
    );
  });

  const evenly = (from: number, to: number): number[] =>
    Array.from({ length: 301 }, (_, i) => from + ((to - from) * i) / 300);

  it.each([
    ['104.1 to 106 against 105 to 107.5', evenly(104.1, 106), evenly(105, 107.5)],
    ['102 to 105 against 103 to 106, over two buckets', evenly(102, 105), evenly(103, 106)],
    ['one inside the other', evenly(105, 106), evenly(104.1, 109)],
    ['one value against a range', [105], evenly(104.5, 109)],
    ['a range against one value', evenly(104.5, 109), [105]],
  ])('spreads latencies of one bucket evenly: %s', (_, candidate, baseline) => {
    const [a, b] = [toBuckets(candidate), toBuckets(baseline)];
    expect(Math.abs(fasterShare(a, b) - byPairs(candidate, baseline))).toBeLessThan(0.005);
    expect(fasterShare(a, b) + fasterShare(b, a)).toBeCloseTo(1, 12);
  });
});

describe('isClear', () => {
  it('asks more of fewer requests', () => {
    // Standard error √((1 ÷ 100 + 1 ÷ 100) ÷ 12) = 0.0408: clear from 0.58 on
    expect(isClear(0.579, 100, 100)).toBe(false);
    expect(isClear(0.581, 100, 100)).toBe(true);
    expect(isClear(0.419, 100, 100)).toBe(true);
    expect(isClear(0.581, 20, 20)).toBe(false);
  });
});

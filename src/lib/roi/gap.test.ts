import { describe, expect, it } from 'vitest';
import { picoOf, splitGap, type MonthBeside } from './gap';

const YUAN = 10n ** 12n;

/**
 * A plan on 1,000 tokens a month, saving 6,000: model a saves 8 a token (500), model b 4 (500), 6 on average. It had half
 * of them on the relay: 500 tokens, 3,000. In the month 700 tokens ran there: 600 of a, 100 of b.
 */
const MONTH: MonthBeside = {
  projected: 3_000n * YUAN,
  projectedTokens: 500,
  base: [
    { key: 'a', tokens: 500, official: 5_000, relay: 1_000 },
    { key: 'b', tokens: 500, official: 2_500, relay: 500 },
  ],
  actual: [
    { key: 'a', tokens: 600, official: 6_000, relay: 1_200 },
    { key: 'b', tokens: 100, official: 500, relay: 100 },
  ],
  savedShare: 1,
  realisedAtPlannedRate: 4_700n * YUAN,
  realised: 4_550n * YUAN,
};

describe('splitGap', () => {
  it('moves one thing at a time', () => {
    expect(splitGap(MONTH)).toEqual({
      volume: 1_200n * YUAN, // (700 − 500) × 6
      mix: 1_000n * YUAN, // 600 × (8 − 6) + 100 × (4 − 6)
      price: -500n * YUAN, // 4,700 − (3,000 + 1,200 + 1,000)
      rate: -150n * YUAN,
    });
  });

  it('sums to the gap exactly, whatever the fractions', () => {
    const odd = { ...MONTH, projected: 1n, projectedTokens: 1 / 3, realised: 123_456_789_012_345n };
    const parts = splitGap(odd)!;
    expect(parts.volume + parts.mix + parts.price + parts.rate).toBe(odd.realised - odd.projected);
  });

  it('a model that the plan did not know brings its own saving: 100 × (10 − 6) more than on b', () => {
    const actual = [MONTH.actual[0]!, { key: 'new', tokens: 100, official: 1_200, relay: 200 }];
    expect(splitGap({ ...MONTH, actual })!.mix).toBe(1_600n * YUAN); // 600 × 2 + 100 × 4
  });

  it('traffic that is sent to both routes saves no official cost: at half, a token saves 0.5 × 7.5 − 1.5 = 2.25', () => {
    const parts = splitGap({ ...MONTH, savedShare: 0.5 })!;
    expect(parts.volume).toBe(450n * YUAN); // (700 − 500) × 2.25
    expect(parts.mix).toBe(375n * YUAN); // 600 × (3 − 2.25) + 100 × (1.5 − 2.25)
  });

  it('is not made up where the plan was made on no measured usage', () => {
    expect(splitGap({ ...MONTH, base: [] })).toBeUndefined();
  });
});

describe('picoOf', () => {
  it('keeps what a double holds', () => {
    expect(picoOf(-1234.5)).toBe(-1_234_500_000_000_000n);
    expect(picoOf(0.1)).toBe(100_000_000_000n);
  });
});

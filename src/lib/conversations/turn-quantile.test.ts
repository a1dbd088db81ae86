import { describe, expect, it } from 'vitest';
import { turnQuantile } from './turn-quantile';

/** 3, 7, 8 and 100 turns, out of order. */
const KINDS = [
  { turns: 100, conversations: 1 },
  { turns: 7, conversations: 1 },
  { turns: 3, conversations: 1 },
  { turns: 8, conversations: 1 },
];

describe('turns a conversation', () => {
  it('are interpolated between ranks', () => {
    // Ranks 0 to 3. Median: 1.5, halfway from 7 to 8. 95 %: 2.85, so 8 × 0.15 + 100 × 0.85.
    expect(turnQuantile(KINDS, 0.5)).toBe(7.5);
    expect(turnQuantile(KINDS, 0.95)).toBeCloseTo(86.2, 12);
    expect([turnQuantile(KINDS, 0), turnQuantile(KINDS, 1)]).toEqual([3, 100]);
  });
  it('count as often as there are conversations of them', () => {
    // 2, 2, 2, 5 and 5, those of 2 turns in two kinds: ranks 0 to 4, the median is that of rank 2.
    const kinds = [
      { turns: 2, conversations: 2 },
      { turns: 5, conversations: 2 },
      { turns: 2, conversations: 1 },
    ];
    expect(turnQuantile(kinds, 0.5)).toBe(2);
    // Rank 2.5, halfway from 2 to 5.
    expect(turnQuantile(kinds, 0.625)).toBe(3.5);
  });
  it('are 0 without any', () => {
    expect(turnQuantile([], 0.5)).toBe(0);
  });
});

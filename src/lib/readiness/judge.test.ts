import { describe, expect, it } from 'vitest';
import { CRITERIA, type Criterion } from './criteria';
import type { Measurement } from './decision';
import { above, judge, moneyAbove } from './judge';

const of = (id: string): Criterion => CRITERIA.find((one) => one.id === id) as Criterion;
const unknown: Measurement = { state: 'unknown', value: null, evidence: '' };
const met: Measurement = { state: 'met', value: 90, evidence: '' };
const ada = { by: 'Ada', on: '2026-06-01T00:00:00Z', note: 'agreed' };

describe('thresholds', () => {
  it.each(CRITERIA.filter(({ threshold }) => threshold !== undefined))(
    '$id is met above $threshold, not at it and not below',
    ({ threshold = 0 }) => {
      expect([threshold - 1, threshold, threshold + 1].map((value) => above(value, threshold))).toEqual([
        'not met',
        'not met',
        'met',
      ]);
    },
  );

  it.each([
    // 15 days: 2,500 × 30 ÷ 15 = 5,000 exactly
    ['2500.000000000000', 15, 'not met'],
    ['2500.000000000001', 15, 'met'],
    ['2499.999999999999', 15, 'not met'],
    // 7 days: 5,000 × 7 ÷ 30 = 1,166.666…
    ['1166.666666666667', 7, 'met'],
    ['1166.666666666666', 7, 'not met'],
  ] as const)('of money they are exact: %s in %i days is %s above 5,000 in 30', (sum, days, state) => {
    expect(moneyAbove(sum, days, 5000)).toBe(state);
  });
});

describe('judge', () => {
  it('leaves unknown what nobody knows', () => {
    expect(judge(of('bill'), unknown, { history: [] })).toEqual({
      state: 'unknown',
      source: 'measured',
      threshold: 5000,
      word: null,
    });
  });

  it('takes a declaration before the measurement, with who and when', () => {
    const declaration = { ...ada, declared: false };
    expect(judge(of('bill'), met, { declaration, history: [] })).toMatchObject({
      state: 'not met',
      source: 'declared',
      word: ada,
    });
  });

  it('counts a waived criterion as met, and leaves a waived blocker what it is', () => {
    expect(judge(of('international'), unknown, { waiver: ada, history: [] })).toMatchObject({
      state: 'met',
      source: 'waived',
      word: ada,
    });
    expect(judge(of('single_turn'), met, { waiver: ada, history: [] })).toMatchObject({
      state: 'met',
      source: 'waived',
    });
  });

  it('takes the threshold that somebody has set', () => {
    expect(judge(of('bill'), unknown, { threshold: 100, history: [] }).threshold).toBe(100);
    expect(judge(of('residency'), unknown, { history: [] }).threshold).toBeNull();
  });
});

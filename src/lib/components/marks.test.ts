import { describe, expect, it } from 'vitest';
import { sampleStep } from './marks';

describe('sampleStep', () => {
  it('is small under 50, medium under 200, large from 200 on', () => {
    expect([0, 49, 50, 199, 200, 1_000_000].map((n) => sampleStep(n))).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('takes the thresholds of the settings', () => {
    expect([9, 10, 29, 30].map((n) => sampleStep(n, [10, 30]))).toEqual([1, 2, 2, 3]);
  });
});

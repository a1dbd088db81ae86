import { describe, expect, it } from 'vitest';
import { sampleStep } from './marks';

describe('sampleStep', () => {
  it('is small under 50, medium under 200, large from 200 on', () => {
    expect([0, 49, 50, 199, 200, 1_000_000].map(sampleStep)).toEqual([1, 1, 2, 2, 3, 3]);
  });
});

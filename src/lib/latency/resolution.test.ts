import { describe, expect, it } from 'vitest';
import { resolutionMs, told } from './resolution';

describe('resolutionMs', () => {
  it('is whole seconds where more than a fifth of latencies are, whatever the others', () => {
    expect(resolutionMs(1000, 0)).toBe(1000);
    expect(resolutionMs(1000, 1)).toBe(1000); // one with a fraction among whole seconds
    expect(resolutionMs(1000, 799)).toBe(1000);
    expect(resolutionMs(1000, 800)).toBe(1);
    expect(resolutionMs(1000, 900)).toBe(1); // tenths of a second
    expect(resolutionMs(1000, 999)).toBe(1);
  });

  it('of nothing is fine', () => {
    expect(resolutionMs(0, 0)).toBe(1);
  });
});

describe('told', () => {
  it('leaves out what is finer than the resolution', () => {
    expect([-999, 999, -1000, 1000].map((ms) => told(ms, 1000))).toEqual([null, null, -1000, 1000]);
    expect(told(0.4, 1)).toBe(0.4);
    expect(told(null, 1)).toBeNull();
  });
});

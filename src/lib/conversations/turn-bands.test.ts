import { describe, expect, it } from 'vitest';
import { BAND_STARTS, bandEnd } from './turn-bands';

describe('bands of turns', () => {
  it('leave no turn out and none in two of them', () => {
    expect(BAND_STARTS[0]).toBe(1);
    for (const [i, start] of BAND_STARTS.slice(0, -1).entries())
      expect(bandEnd(start) + 1).toBe(BAND_STARTS[i + 1]);
  });
  it('are single turns up to 20, then wider, and open at the end', () => {
    expect([bandEnd(1), bandEnd(20), bandEnd(21), bandEnd(501)]).toEqual([1, 20, 30, 1000]);
    expect(bandEnd(1001)).toBe(Infinity);
  });
});

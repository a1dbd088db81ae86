import { describe, expect, it } from 'vitest';
import { normalShare, studentT95, Z95 } from './normal';

describe('normalShare', () => {
  it('equals tables of Φ', () => {
    expect(normalShare(0)).toBeCloseTo(0.5, 7);
    expect(normalShare(1)).toBeCloseTo(0.8413447, 6);
    expect(normalShare(-Z95)).toBeCloseTo(0.025, 6);
    expect(normalShare(-3.1)).toBeCloseTo(0.0009676, 6);
  });
});

describe('studentT95', () => {
  it.each([
    [1, 12.706],
    [2, 4.303],
    [4, 2.776],
    [9, 2.262],
    [29, 2.045],
    [364, 1.967],
  ])('of %i degrees of freedom equals the table', (degrees, t) => {
    expect(Math.abs(studentT95(degrees) - t)).toBeLessThan(0.01);
  });
});

import { describe, expect, it } from 'vitest';
import { wilson } from './wilson';

describe('wilson', () => {
  it('equals the published example of Newcombe (1998), table I: 81 of 263', () => {
    expect(wilson(81, 263)?.low).toBeCloseTo(0.2553, 4);
    expect(wilson(81, 263)?.high).toBeCloseTo(0.3662, 4);
  });

  it('equals Newcombe at the edges: 0 of 20 and 1 of 29', () => {
    expect(wilson(0, 20)?.low).toBe(0);
    expect(wilson(0, 20)?.high).toBeCloseTo(0.1611, 4);
    expect(wilson(1, 29)?.low).toBeCloseTo(0.0061, 4);
    expect(wilson(1, 29)?.high).toBeCloseTo(0.1718, 4);
  });

  it('knows nothing of nothing', () => {
    expect(wilson(0, 0)).toBeUndefined();
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

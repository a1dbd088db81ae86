import { describe, expect, it } from 'vitest';
import { newcombe } from './newcombe';

describe('newcombe', () => {
  // R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17
  // (1998), table II, method 10 (score, without continuity correction).
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('equals the published example %i of %i − %i of %i', (a, m, b, n, low, high) => {
    const found = newcombe({ hits: a, trials: m }, { hits: b, trials: n });
    expect(found?.value).toBeCloseTo(a / m - b / n, 12);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it('turns over with its sides', () => {
    const [a, b] = [
      { hits: 3, trials: 40 },
      { hits: 9, trials: 70 },
    ];
    const [ab, ba] = [newcombe(a, b), newcombe(b, a)];
    expect(ab?.low).toBeCloseTo(-(ba?.high ?? NaN), 12);
    expect(ab?.high).toBeCloseTo(-(ba?.low ?? NaN), 12);
  });

  it('knows nothing where a side has no trials', () => {
    expect(newcombe({ hits: 0, trials: 0 }, { hits: 1, trials: 2 })).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { peaksOf } from './concurrency';

const DAY = 86_400_000_000;
const HOUR = 3_600_000_000;
function peaks(openings: number[], closings: number[]) {
  const changes = [...openings.map((at) => at * 2 + 1), ...closings.map((at) => at * 2)].sort(
    (a, b) => a - b,
  );
  return peaksOf(changes.length, (nth) => changes[nth] ?? NaN);
}

describe('peaksOf', () => {
  it('is the most that are open at one time, and the first moment with so many', () => {
    // open: 1 from 0 h, 2 from 1 h, 1 from 2 h, 2 from 3 h, 0 from 5 h
    expect(peaks([0, HOUR, 3 * HOUR], [2 * HOUR, 5 * HOUR, 5 * HOUR])).toEqual({
      peak: 2,
      atUs: HOUR,
      days: [{ day: 0, peak: 2 }],
    });
  });

  it('counts one that opens as another closes at the same moment as one', () => {
    expect(peaks([0, HOUR], [HOUR, 2 * HOUR]).peak).toBe(1);
  });

  it('carries what is open into the next days, quiet ones too', () => {
    expect(peaks([HOUR, 2 * HOUR], [3 * DAY + HOUR, 3 * DAY + HOUR]).days).toEqual([
      { day: 0, peak: 2 },
      { day: 1, peak: 2 },
      { day: 2, peak: 2 },
      { day: 3, peak: 2 },
    ]);
  });

  it('has no moment without any', () => {
    expect(peaks([], [])).toEqual({ peak: 0, days: [] });
  });
});

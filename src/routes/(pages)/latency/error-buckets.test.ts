import { describe, expect, it } from 'vitest';
import type { ErrorsRow } from '$lib/server/answers/errors';
import { formatDay } from '$lib/usage/day';
import { errorBuckets } from './error-buckets';

function row(day: number, errors: number, attempts: number): ErrorsRow {
  const found = { errors, attempts, rate_pct: null, low: null, high: null };
  return { route: 'relay', day: formatDay(day), ...found, by_class: {}, logged: true, not_logged: 0 };
}

describe('errorBuckets', () => {
  it('keeps days while there are few, and leaves out days without attempts', () => {
    const { grain, buckets } = errorBuckets([row(20574, 1, 10), row(20575, 0, 0), row(20576, 0, 10)]);
    expect(grain).toBe('day');
    expect(buckets.map(({ start, rate_pct }) => [start, rate_pct])).toEqual([
      ['2026-05-01', 10],
      ['2026-05-03', 0],
    ]);
  });

  it('sums weeks beyond 120 days: rates are of sums, intervals those of Wilson', () => {
    const rows = Array.from({ length: 126 }, (_, i) => row(20577 + i, i < 7 ? 1 : 0, 29));
    const { grain, buckets } = errorBuckets(rows); // Monday 4 May 2026 on: 18 weeks
    expect(grain).toBe('week');
    expect(buckets).toHaveLength(18);
    expect(buckets[0]).toMatchObject({ start: '2026-05-04', errors: 7, attempts: 203 });
    expect(buckets[0]?.rate_pct).toBeCloseTo(700 / 203, 12);
    expect(buckets[0]?.low).toBeGreaterThan(1);
    expect(buckets[1]).toMatchObject({ errors: 0, rate_pct: 0, low: 0 });
  });
});

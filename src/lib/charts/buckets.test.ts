import { describe, expect, it } from 'vitest';
import { bucketEnd, bucketStarts, incompleteBuckets } from './buckets';

describe('bucketStarts', () => {
  it('has every day, week from Monday, or month that a period touches', () => {
    expect(bucketStarts('2026-05-30', '2026-06-02', 'day')).toEqual([
      '2026-05-30',
      '2026-05-31',
      '2026-06-01',
    ]);
    expect(bucketStarts('2026-05-30', '2026-06-09', 'week')).toEqual([
      '2026-05-25',
      '2026-06-01',
      '2026-06-08',
    ]);
    expect(bucketStarts('2026-05-30', '2026-06-02', 'month')).toEqual(['2026-05', '2026-06']);
  });
});

describe('incompleteBuckets', () => {
  it('finds the weeks and months that the period cuts, at both ends', () => {
    const weeks = ['2026-05-25', '2026-06-01', '2026-06-08'];
    expect(incompleteBuckets(weeks, '2026-05-30', '2026-06-09', 'week')).toEqual([0, 2]);
    expect(incompleteBuckets(['2026-05', '2026-06'], '2026-05-01', '2026-06-16', 'month')).toEqual([1]);
  });

  it('finds none where the period ends with its bucket', () => {
    expect(incompleteBuckets(['2026-06-01'], '2026-06-01', '2026-06-08', 'week')).toEqual([]);
    expect(incompleteBuckets(['2025-12'], '2025-12-01', '2026-01-01', 'month')).toEqual([]);
  });
});

describe('bucketEnd', () => {
  it('crosses the year', () => {
    expect([
      bucketEnd('2025-12', 'month'),
      bucketEnd('2025-12-29', 'week'),
      bucketEnd('2025-12-31', 'day'),
    ]).toEqual(['2026-01-01', '2026-01-05', '2026-01-01']);
  });
});

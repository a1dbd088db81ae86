import { describe, expect, it } from 'vitest';
import { date, dayBefore, dayOfMonth, month, period, time } from './format-date';

describe('date', () => {
  it('writes days, months and the day of a time', () => {
    expect([date('2026-05-03'), date('2026-05'), date('2026-05-03T23:10:00Z'), date(null)]).toEqual([
      '3 May 2026',
      'May 2026',
      '3 May 2026',
      '—',
    ]);
  });
});

describe('dayOfMonth, month, time', () => {
  it('write their part', () => {
    expect([dayOfMonth('2026-09-08'), month('2026-09-08'), time('2026-05-03T14:05:59Z')]).toEqual([
      '8 Sep',
      'September 2026',
      '3 May 2026, 14:05 UTC',
    ]);
  });
});

describe('period', () => {
  it.each([
    ['2026-05-01', '2026-06-01', 'May 2026'],
    ['2025-06-01', '2026-06-01', 'June 2025 to May 2026'],
    ['2026-04-01', '2026-07-01', 'April to June 2026'],
    ['2025-01-01', '2026-01-01', '2025'],
    ['2026-05-01', '2026-05-16', '1 to 15 May 2026'],
    ['2026-04-20', '2026-05-16', '20 April to 15 May 2026'],
    ['2025-12-20', '2026-01-02', '20 December 2025 to 1 January 2026'],
    ['2026-05-03', '2026-05-04', '3 May 2026'],
  ])('from %s up to %s is %s', (from, to, said) => {
    expect(period(from, to)).toBe(said);
  });
});

describe('dayBefore', () => {
  it('crosses months and leap days', () => {
    expect([dayBefore('2026-03-01'), dayBefore('2024-03-01')]).toEqual(['2026-02-28', '2024-02-29']);
  });
});

import { describe, expect, it } from 'vitest';
import { allDays, captionOf, extremes, timeSeries } from './times';

describe('latency over time', () => {
  const rows = [
    { route: 'official', day: '2026-05-30', p50: 100, p95: 200 },
    { route: 'official', day: '2026-06-02', p50: 120, p95: 260 },
    { route: 'relay', day: '2026-05-31', p50: 90, p95: 150 },
    { route: 'relay', day: '2026-06-01', p50: null, p95: null },
  ];
  const days = allDays(rows.map(({ day }) => day));
  const series = timeSeries(
    rows,
    days,
    ({ day }) => day,
    [
      { id: 'official', name: 'Official' },
      { id: 'relay', name: 'Relay' },
      { id: 'other', name: 'Other' },
    ],
    new Map([['relay', 'relay']]),
  );

  it('has every day between the first and the last, over the end of a month', () => {
    expect(days).toEqual(['2026-05-30', '2026-05-31', '2026-06-01', '2026-06-02']);
    expect(allDays([])).toEqual([]);
  });

  it('is labelled where its figures come from a sketch', () => {
    const exact = { method: 'exact' as const };
    const said = 'p95 of duration, and its median dotted; where nothing was measured there is no line';
    expect(captionOf([exact, exact], 'duration')).toBe(said);
    expect(captionOf([exact, { method: 'sketch' }], 'duration')).toBe(
      `${said}; figures from a sketch, within 1 %`,
    );
  });

  it('leaves days without a measurement as gaps', () => {
    expect(series.map(({ label, values }) => [label, values])).toEqual([
      ['Official p95', [200, null, null, 260]],
      ['Relay p95', [null, 150, null, null]],
      ['Official p50', [100, null, null, 120]],
      ['Relay p50', [null, 90, null, null]],
    ]);
  });

  it('says between what p95 moves', () => {
    expect(
      extremes(
        series,
        (i) => days[i] ?? '',
        (ms) => `${ms} ms`,
      ),
    ).toBe(
      'Official p95 goes from 200 ms (2026-05-30) to 260 ms (2026-06-02). Relay p95 goes from 150 ms (2026-05-31) to 150 ms (2026-05-31).',
    );
  });
});

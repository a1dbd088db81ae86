import { describe, expect, it } from 'vitest';
import { addMonths, comparePresets, periodPresets } from './period-presets';

describe('periodPresets', () => {
  it('counts back from the newest data', () => {
    const presets = periodPresets('2025-06-01', '2026-06-16');
    expect(presets).toEqual([
      { label: 'June 2026 so far', from: '2026-06-01', to: '2026-06-16' },
      { label: 'May 2026', from: '2026-05-01', to: '2026-06-01' },
      { label: 'April 2026', from: '2026-04-01', to: '2026-05-01' },
      { label: 'March 2026', from: '2026-03-01', to: '2026-04-01' },
      { label: 'Last 7 days', from: '2026-06-09', to: '2026-06-16' },
      { label: 'Last 30 days', from: '2026-05-17', to: '2026-06-16' },
      { label: 'Last 90 days', from: '2026-03-18', to: '2026-06-16' },
      { label: 'All data' },
    ]);
  });

  it('has no unfinished month where the data ends with one, and nothing from before the data', () => {
    expect(periodPresets('2026-05-01', '2026-06-01').map(({ label }) => label)).toEqual([
      'May 2026',
      'Last 7 days',
      'Last 30 days',
      'All data',
    ]);
  });
});

describe('comparePresets', () => {
  it('holds a month against the month before, whatever their lengths', () => {
    expect(comparePresets('2026-03-01', '2026-04-01')).toMatchObject([
      { from: '2026-02-01', to: '2026-03-01' },
      { from: '2025-03-01', to: '2025-04-01' },
    ]);
  });

  // 9 to 15 June are 7 days; the 7 days before begin on 2 June
  it('holds any other period against as many days before it', () => {
    expect(comparePresets('2026-06-09', '2026-06-16')[0]).toMatchObject({
      from: '2026-06-02',
      to: '2026-06-09',
    });
  });
});

describe('addMonths', () => {
  it('crosses years and stops at the end of a short month', () => {
    expect([addMonths('2026-01-15', -1), addMonths('2026-03-31', -1), addMonths('2024-03-30', -1)]).toEqual([
      '2025-12-15',
      '2026-02-28',
      '2024-02-29',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { DeltaParts } from './latency-delta';
import { warningsOf, whyOf } from './latency-delta-words';

const p95 = { value: -20, low: null, high: null, baseline: 120, candidate: 100 };

function why(unit: 'day' | 'hour'): string {
  const parts = {
    request: { metric: 'duration', match: ['model'] },
    pair: { baseline: { name: 'Official' } },
    rows: { baseline: {}, candidate: {} },
    matched: [{}],
    coverage: 1,
    drawn: { unit },
  } as unknown as DeltaParts;
  return whyOf(parts, 'too short a time', p95, 1);
}

it('says how much time an interval needs, and why hours are not enough of very many requests', () => {
  expect(why('hour')).toBe(
    'Too short a time for an interval: both routes need measured requests in at least 5 hours.',
  );
  expect(why('day')).toBe(
    'Too short a time for an interval: both routes need measured requests on at least 5 days; with more than 4,000,000 measured requests hours are not told apart: look at a longer period, or at a shorter one to draw hours.',
  );
});

describe('the warning that raw and matched deltas have other signs', () => {
  const parts = { pair: { candidate: { name: 'Relay A' } }, matched: [] } as unknown as DeltaParts;
  const like = (value: number) => ({
    value,
    low: value - 5,
    high: value + 5,
    baseline: 100,
    candidate: 100 + value,
  });
  const warned = (raw: [number | null, number | null], matched: [number, number]): string[] =>
    warningsOf(
      parts,
      { p50: raw[0], p95: raw[1], p99: null },
      { p50: like(matched[0]), p95: like(matched[1]), p99: null },
    ).map(({ text }) => text);
  const trust = 'The routes carry different traffic: the comparison like for like is the one to trust.';

  it('names the quantile: the median, p95, or both', () => {
    expect(warned([-20, 30], [10, 40])).toEqual([
      `All traffic together says that Relay A is 20 ms faster at p50, and like for like 10 ms slower. ${trust}`,
    ]);
    expect(warned([20, -30], [10, 40])).toEqual([
      `All traffic together says that Relay A is 30 ms faster at p95, and like for like 40 ms slower. ${trust}`,
    ]);
    expect(warned([-20, 30], [10, -40])).toEqual([
      `All traffic together says that Relay A is 20 ms faster at p50, and like for like 10 ms slower; 30 ms slower at p95, and like for like 40 ms faster. ${trust}`,
    ]);
  });

  it('is not given where signs are the same or there is nothing to compare', () => {
    expect(warned([20, 30], [10, 40])).toEqual([]);
    expect(warned([null, null], [10, 40])).toEqual([]);
  });
});

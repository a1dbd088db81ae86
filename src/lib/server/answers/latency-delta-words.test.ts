import { expect, it } from 'vitest';
import type { DeltaParts } from './latency-delta';
import { whyOf } from './latency-delta-words';

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

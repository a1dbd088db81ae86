import { describe, expect, it } from 'vitest';
import { createRateBook } from '$lib/exchange/rate-book';
import { route } from '$lib/exchange/savings-fixture';
import { parseDay } from '$lib/usage/day';
import { rateHistory } from './rate-history';

const day = (date: string): number => parseDay(date) ?? NaN;
const DAILY = { policy: 'daily' } as const;
const RATES = createRateBook([
  { base: 'USD', quote: 'CNY', on: '2026-01', kind: 'monthly_mean', rate: '6.97', source: 'Fed' },
  { base: 'USD', quote: 'CNY', on: '2026-03-30', kind: 'daily', rate: '6.9', source: 'ECB' },
]);
const RELAY = route(
  'relay',
  { effectiveFrom: '2026-01-01', creditPrice: { amount: '1', currency: 'CNY' } },
  { effectiveFrom: '2026-03-01', creditPrice: { amount: '1.2', currency: 'CNY' } },
);

describe('rateHistory', () => {
  it('has nothing without usage', () => {
    expect(rateHistory([], RELAY, RATES, DAILY).rows).toEqual([]);
  });

  it('has a row a day, days without usage between them too', () => {
    const { grain, rows } = rateHistory([day('2026-03-31'), day('2026-03-29')], RELAY, RATES, DAILY);
    expect(grain).toBe('day');
    expect(rows.map(({ start, rate, of, age_days }) => [start, rate, of, age_days])).toEqual([
      ['2026-03-29', '6.97', '2026-01', 57], // 31 January to 29 March
      ['2026-03-30', '6.9', '2026-03-30', 0],
      ['2026-03-31', '6.9', '2026-03-30', 1],
    ]);
  });

  it.each([
    ['2026-03-03', 'day', 62], // January 31, February 28, March 3
    ['2026-03-04', 'month', 3],
  ])('has a row a day for up to 62 days: to %s a row a %s', (last, grain, count) => {
    const history = rateHistory([day('2026-01-01'), day(last)], RELAY, RATES, DAILY);
    expect([history.grain, history.rows.length]).toEqual([grain, count]);
  });

  it('takes the last day of a month, and the credit price in force then', () => {
    const { rows } = rateHistory([day('2026-01-05'), day('2026-03-31')], RELAY, RATES, DAILY);
    expect(rows.map(({ start, rate, credit_price }) => [start, rate, credit_price])).toEqual([
      ['2026-01', '6.97', '1'],
      ['2026-02', '6.97', '1'],
      ['2026-03', '6.9', '1.2'],
    ]);
  });

  it('knows no rate before the first, and no credit price in yuan where credit is billed in dollars', () => {
    const dollars = route('relay', { effectiveFrom: '2025-01-01' });
    const { rows } = rateHistory([day('2025-12-31')], dollars, RATES, DAILY);
    expect(rows).toMatchObject([{ start: '2025-12-31', rate: null, source: null, credit_price: null }]);
  });
});

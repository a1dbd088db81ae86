import { describe, expect, it } from 'vitest';
import type { Rate } from './rate';
import { relaysAnswer } from './relays-answer';
import { savingsAnswer, type SavingsAnswer } from './savings-answer';
import { OFFICIAL, RELAY, cell, route, run } from './savings-fixture';
import type { Route } from './route';

const CELLS = [cell('openai', 'gpt-4.1', { output: 1_000_000 }, '2026-06-15')];
const rate = (base: string, quote: string, on: string, of: string): Rate => ({
  ...{ base, quote, on, rate: of },
  kind: 'daily',
  source: 'ECB',
});
const RATES = [rate('USD', 'CNY', '2026-06-15', '7'), rate('EUR', 'USD', '2026-05-16', '1.1')];
const billedIn = (currency: string): Route => route(currency, { creditPrice: { amount: '1', currency } });

function against(candidate: Route): SavingsAnswer {
  const savings = run({ cells: CELLS, rates: RATES, rate: { policy: 'daily' }, candidate });
  const context = { baseline: OFFICIAL, candidate, rate: { policy: 'daily' as const }, pricesAsOf: null };
  return savingsAnswer(savings, { ...context, lastDay: CELLS[0]?.day ?? NaN });
}

describe('relaysAnswer', () => {
  it('tells old and missing rates of any relay, not of the first alone', () => {
    expect(relaysAnswer([against(RELAY)]).basis).toMatchObject({
      rate: { stale: false, stale_tokens: 0, oldest: null, missing: [] },
      unrated_tokens: 0,
    });
    const { basis } = relaysAnswer([against(RELAY), against(billedIn('EUR')), against(billedIn('GBP'))]);
    // 16 May to 15 June: 30 days. No rate of the pound is known at all.
    expect(basis.rate).toMatchObject({ stale: true, stale_tokens: 1_000_000, missing: ['GBP/CNY'] });
    expect(basis.rate.oldest).toMatchObject({ of: '2026-05-16', age_days: 30 });
    expect(basis).toMatchObject({ unrated_requests: 1000, unrated_tokens: 1_000_000 });
  });
});

import { decimalToPico } from '../usage/money';
import { describe, expect, it } from 'vitest';
import type { Rate } from './rate';
import {
  NO_FEES,
  route,
  price,
  PRICES,
  cell,
  FIFTY_MILLION,
  OFFICIAL,
  RELAY,
  fixed,
  run,
  cents,
  type Case,
} from './savings-fixture';
import { savingsAnswer, type SavingsAnswer } from './savings-answer';
import { isUnrated } from '../usage/basis';
import { parseDay } from '../usage/day';

/** The same as an answer. */
function savingsOf(on: Case): SavingsAnswer {
  const context = { baseline: OFFICIAL, candidate: RELAY, rate: on.rate ?? fixed('7.3'), pricesAsOf: null };
  return savingsAnswer(run(on), { ...context, lastDay: on.cells?.at(-1)?.day ?? NaN });
}

describe('what cannot be costed', () => {
  const usdCny = (on: string, rate: string): Rate => ({
    base: 'USD',
    quote: 'CNY',
    on,
    kind: 'daily',
    rate,
    source: 'ECB',
  });

  it('usage before the first rate has no figure and is counted', () => {
    const cells = [
      cell('openai', 'gpt-4.1', { output: 1_000_000 }, '2026-06-09'),
      cell('openai', 'gpt-4.1', { output: 2_000_000 }, '2026-06-10'),
    ];
    const result = run({ cells, rate: { policy: 'daily' }, rates: [usdCny('2026-06-10', '7')] });
    expect(cents(result.totals.figures?.baseline)).toBe('112.00'); // 2 × 8 × 7
    expect(result.totals.tokens).toBe(3_000_000);
    expect(result.leftOut.noRate).toEqual({ requests: 1000, tokens: 1_000_000 });
    const none = run({ cells, rate: { policy: 'daily' } });
    expect(none.totals.figures).toBeUndefined();
    expect(none.rows[0]?.figures).toBeUndefined();
    expect(none.breakEven.marketRateWhy).toBeDefined();
  });

  it('a stale rate is counted: 1 of 4 million tokens is 8 days after the last rate', () => {
    const cells = [
      cell('openai', 'gpt-4.1', { output: 3_000_000 }, '2026-06-17'),
      cell('openai', 'gpt-4.1', { output: 1_000_000 }, '2026-06-18'),
    ];
    const { rates } = run({ cells, rate: { policy: 'daily' }, rates: [usdCny('2026-06-10', '7')] });
    expect(rates).toMatchObject({
      staleTokens: 1_000_000,
      oldest: { base: 'USD', quote: 'CNY', of: '2026-06-10', ageDays: 8 },
      latest: { ageDays: 8, stale: true },
    });
  });

  it('a stale rate in mid-period is told although the last day has a fresh one', () => {
    const cells = [
      cell('openai', 'gpt-4.1', { output: 9_000_000 }, '2026-06-09'),
      cell('openai', 'gpt-4.1', { output: 1_000_000 }, '2026-06-20'),
    ];
    const rates = [usdCny('2026-04-01', '7'), usdCny('2026-06-20', '7')];
    const answer = savingsOf({ cells, rate: { policy: 'daily' }, rates });
    // 1 April to 9 June: 29 + 31 + 9 days
    expect(answer.basis.rate).toMatchObject({ age_days: 0, stale: true, stale_tokens: 9_000_000 });
    expect(answer.basis.rate.oldest).toMatchObject({ base: 'USD', quote: 'CNY', age_days: 69 });
  });

  it('every pair counts: a EUR payer with an old euro and a fresh yuan', () => {
    const euro = { ...usdCny('2024-01-15', '1.09'), base: 'EUR', quote: 'USD' };
    const cells = FIFTY_MILLION.map((one) => ({ ...one, day: parseDay('2026-06-15') ?? NaN }));
    const rates = [euro, usdCny('2026-06-15', '7')];
    const answer = savingsOf({ cells, rate: { policy: 'daily' }, rates, home: 'EUR' });
    expect(answer.basis.rate).toMatchObject({ stale: true, stale_tokens: 200_000_000 });
    // 15 January 2024 to 15 June 2026: 366 + 365 + 151 days. The euro is in both conversions, USD → EUR and CNY → EUR.
    expect(answer.basis.rate.oldest).toMatchObject({ of: '2024-01-15', age_days: 882 });
  });

  it('usage of unknown requests before the first rate is told in tokens, with the pair', () => {
    const unknown = { requests: 0, recordsWithoutRequests: 1 };
    const cells = ['2026-06-09', '2026-06-10'].map((date) => ({
      ...cell('openai', 'gpt-4.1', { output: 1_000_000 }, date),
      ...unknown,
    }));
    const { basis } = savingsOf({ cells, rate: { policy: 'daily' }, rates: [usdCny('2026-06-10', '7')] });
    expect(basis).toMatchObject({ unrated_requests: 0, unrated_tokens: 1_000_000 });
    expect(basis.rate.missing).toEqual(['USD/CNY']);
    expect(isUnrated(basis)).toBe(true);
  });

  it('usage before the first terms of a route is counted apart', () => {
    const relay = route('relay', {
      effectiveFrom: '2026-06-16',
      creditPrice: { amount: '1', currency: 'CNY' },
    });
    const result = run({ cells: FIFTY_MILLION.slice(0, 1), candidate: relay });
    expect(result.totals.figures).toBeUndefined();
    expect(result.leftOut.noTerms).toEqual({ requests: 1000, tokens: 50_000_000 });
  });

  it('a model without a price has a row, tokens and no figure', () => {
    const result = run({ cells: [cell('acme', 'acme-1', { output: 5 })] });
    expect(result.rows).toEqual([
      expect.objectContaining({ model: 'acme-1', tokens: 5, unpricedTokens: 5, unpricedRequests: 1000 }),
    ]);
    expect(result.rows[0]?.figures).toBeUndefined();
    expect(result.totals.figures).toBeUndefined();
  });

  it('where only one of two lists prices a class, its tokens are left out on both', () => {
    const own = price('openai', 'gpt-4.1', { output: '8' }, { priceList: 'own' });
    const relay = route('relay', { creditPrice: { amount: '1', currency: 'CNY' }, priceList: 'own' });
    const cells = [cell('openai', 'gpt-4.1', { cached_input: 7, output: 3 })];
    const result = run({ cells, candidate: relay, prices: [...PRICES, own] });
    expect(result.totals).toMatchObject({ tokens: 10, unpricedTokens: 7 });
    // 3 × 8 ÷ 1,000,000 USD on either list
    expect(result.totals.figures).toMatchObject({ listUsd: decimalToPico('0.000024') });
  });

  it('where the lists price no class in common, the cell has no figure', () => {
    const own = price('openai', 'gpt-4.1', { cache_write_5m: '1' }, { priceList: 'own' });
    const relay = route('relay', { creditPrice: { amount: '1', currency: 'CNY' }, priceList: 'own' });
    const result = run({
      cells: [cell('openai', 'gpt-4.1', { output: 3 })],
      candidate: relay,
      prices: [...PRICES, own],
    });
    expect(result.totals).toMatchObject({ tokens: 3, unpricedTokens: 3 });
    expect(result.totals.figures).toBeUndefined();
  });

  it('the same usage saves the same, in one cell or two, whatever a route bills cached input at', () => {
    // cache writes have no price with this model: they are unpriced, and take nothing else along
    const relay = route('relay', {
      creditPrice: { amount: '1', currency: 'CNY' },
      billsCachedAsUncached: true,
    });
    const cached = { cached_input: 1_000_000, output: 500_000 };
    const together = run({
      cells: [cell('openai', 'gpt-4.1', { ...cached, cache_write_5m: 9 })],
      candidate: relay,
    });
    const apart = run({
      cells: [cell('openai', 'gpt-4.1', cached), cell('openai', 'gpt-4.1', { cache_write_5m: 9 })],
      candidate: relay,
    });
    expect(together.totals.unpricedTokens).toBe(9);
    expect(together.totals.figures).toEqual(apart.totals.figures);
    // 1 M × 2.00 (cached billed as uncached) + 0.5 M × 8.00 = 6.00 of credit, at ¥1
    expect(together.totals.figures?.candidate).toBe(decimalToPico('6'));
  });

  it('no usage at all has no figures and says why', () => {
    const result = run({ cells: [] });
    expect(result.rows).toEqual([]);
    expect(result.totals.figures).toBeUndefined();
    expect(result.breakEven.creditPriceWhy).toBeDefined();
  });
});

describe('break-even', () => {
  it('has no market rate where both routes bill in one currency, but a credit price', () => {
    const cheap = route('relay', { creditPrice: { amount: '0.8', currency: 'USD' } });
    const { breakEven } = run({ candidate: cheap });
    expect(breakEven.marketRate).toBeUndefined();
    expect(breakEven.marketRateWhy).toBe('Both routes bill in USD: the saving does not depend on the rate.');
    expect(breakEven.creditPrice).toEqual({ amount: '1', currency: 'USD' });
  });

  it('turned round, the same rate', () => {
    expect(run({ baseline: RELAY, candidate: OFFICIAL }).breakEven.marketRate).toBe('1');
  });

  it('is where the saving is 0, with fees and multipliers: 2 × 1.055 × 0.5 = ¥1.055', () => {
    const relay = route('relay', {
      creditPrice: { amount: '2', currency: 'CNY' },
      multipliers: [{ model: '*', value: '0.5' }],
      fees: { ...NO_FEES, topUpPct: '5.5' },
    });
    expect(run({ candidate: relay }).breakEven.marketRate).toBe('1.055');
    expect(run({ candidate: relay, rate: fixed('1.055') }).totals.figures?.saving).toBe(0n);
  });
});

describe('terms that change', () => {
  it('hold from their date on: ¥1, then ¥2 from 16 June', () => {
    const relay = route(
      'relay',
      { creditPrice: { amount: '1', currency: 'CNY' } },
      { effectiveFrom: '2026-06-16', creditPrice: { amount: '2', currency: 'CNY' } },
    );
    const cells = ['2026-06-15', '2026-06-16'].map((date) =>
      cell('openai', 'gpt-4.1', { output: 1_000_000 }, date),
    );
    expect(cents(run({ cells, candidate: relay }).totals.figures?.candidate)).toBe('24.00'); // 8 × 1 + 8 × 2
  });
});

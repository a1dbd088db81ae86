import { describe, expect, it } from 'vitest';
import { decimalToPico, roundForDisplay } from '../usage/money';
import type { Rate } from './rate';
import { NO_FEES, route, price, PRICES, cell, fixed, run, cents, type Case } from './savings-fixture';

describe('the worked table of 50 million output tokens, relay credit ¥1 per $1, no fees', () => {
  const yuan = run({});
  const dollars = run({ currency: 'USD' });

  it.each([
    ['gpt-4.1', '400.00', '2920.00', '400.00', '2520.00', '345.21'],
    ['claude-sonnet-4.5', '750.00', '5475.00', '750.00', '4725.00', '647.26'],
    ['gemini-2.5-flash', '125.00', '912.50', '125.00', '787.50', '107.88'],
    ['deepseek-v3.2', '21.00', '153.30', '21.00', '132.30', '18.12'],
  ])('%s at 7.3', (model, listUsd, official, relay, saving, savingUsd) => {
    const figures = yuan.rows.find((row) => row.model === model)?.figures;
    expect(cents(figures?.listUsd)).toBe(listUsd);
    expect(cents(figures?.baseline)).toBe(official);
    expect(cents(figures?.candidate)).toBe(relay);
    expect(cents(figures?.saving)).toBe(saving);
    expect(figures?.savingPct?.toFixed(2)).toBe('86.30');
    expect(cents(dollars.rows.find((row) => row.model === model)?.figures?.saving)).toBe(savingUsd);
  });

  it('all of it is exchange rate', () => {
    expect(yuan.totals.figures?.parts).toEqual({
      listPrice: 0n,
      multiplier: 0n,
      exchangeRate: decimalToPico('8164.80'), // 2520 + 4725 + 787.50 + 132.30
      feesAndTaxes: 0n,
      caching: 0n,
    });
    expect(yuan.totals.figures?.saving).toBe(decimalToPico('8164.80'));
  });

  it.each([
    ['gpt-4.1', '2710.32', '400', '2310.32'], // 400 × 6.7758 = 2,710.32; − 400
    ['claude-sonnet-4.5', '5081.85', '750', '4331.85'], // 750 × 6.7758 = 5,081.85; − 750
    ['gemini-2.5-flash', '846.975', '125', '721.975'], // 125 × 6.7758 = 846.975; − 125, which is 721.98
    ['deepseek-v3.2', '142.2918', '21', '121.2918'], // 21 × 6.7758 = 142.2918; − 21, which is 121.29
  ])('%s at 6.7758: the percentage hardly moves, the money does', (model, official, relay, saving) => {
    const figures = run({ rate: fixed('6.7758') }).rows.find((row) => row.model === model)?.figures;
    expect(figures?.baseline).toBe(decimalToPico(official));
    expect(figures?.candidate).toBe(decimalToPico(relay));
    expect(figures?.saving).toBe(decimalToPico(saving));
    expect(figures?.savingPct?.toFixed(2)).toBe('85.24'); // 1 − 1 ÷ 6.7758 = 0.852416
  });

  it('all four at 6.7758: 1,296 × 5.7758 = 7,485.4368', () => {
    expect(run({ rate: fixed('6.7758') }).totals.figures?.saving).toBe(decimalToPico('7485.4368'));
  });

  it('the same from the monthly mean of June 2026 instead of a fixed rate', () => {
    const mean: Rate = {
      base: 'USD',
      quote: 'CNY',
      on: '2026-06',
      kind: 'monthly_mean',
      rate: '6.7758',
      source: 'Fed',
    };
    const dated = run({ rate: { policy: 'daily' }, rates: [mean] });
    expect(cents(dated.rows.find((row) => row.model === 'gpt-4.1')?.figures?.saving)).toBe('2310.32');
    expect(dated.rates).toMatchObject({
      base: 'USD',
      quote: 'CNY',
      latest: { rate: '6.7758', of: '2026-06', ageDays: 0 },
      staleTokens: 0,
      missing: [],
    });
  });

  it('a USD payer who buys yuan at 7.3 pays $54.79 for ¥400', () => {
    const figures = run({ home: 'USD' }).rows.find((row) => row.model === 'gpt-4.1')?.figures;
    expect(cents(figures?.baseline)).toBe('400.00');
    expect(cents(figures?.candidate)).toBe('54.79');
  });

  it('breaks even at ¥1.00 per USD, or at a credit price of ¥7.3', () => {
    expect(yuan.breakEven).toEqual({ marketRate: '1', creditPrice: { amount: '7.3', currency: 'CNY' } });
    expect(run({ home: 'USD' }).breakEven).toEqual(yuan.breakEven);
    expect(run({ rate: fixed('1') }).totals.figures?.saving).toBe(0n);
    expect(run({ creditPrice: '7.3' }).totals.figures?.saving).toBe(0n);
  });

  it('a relay at ¥7.3 per $1 saves nothing', () => {
    const relay = route('relay', { creditPrice: { amount: '7.3', currency: 'CNY' } });
    for (const home of ['CNY', 'USD']) {
      const figures = run({ candidate: relay, home }).totals.figures;
      expect(figures?.saving).toBe(0n);
      expect(figures?.savingPct).toBe(0);
    }
  });
});

describe('the parts of a saving', () => {
  const GPT = [cell('openai', 'gpt-4.1', { output: 50_000_000 })]; // $400
  const parts = (on: Case): Record<string, string> =>
    Object.fromEntries(
      Object.entries(run({ cells: GPT, rate: fixed('7'), ...on }).totals.figures?.parts ?? {})
        .filter(([, amount]) => amount !== 0n)
        .map(([name, amount]) => [name, roundForDisplay(amount, 2)]),
    );

  it('multiplier first, at the old rate: 400 × 7 × (1 − 0.5) = 1,400; then rate: 200 × (7 − 1) = 1,200', () => {
    const relay = route('relay', {
      creditPrice: { amount: '1', currency: 'CNY' },
      multipliers: [
        { model: '*', value: '2' },
        { model: 'gpt-*', value: '0.5' },
      ],
    });
    expect(parts({ candidate: relay })).toEqual({ multiplier: '1400.00', exchangeRate: '1200.00' });
  });

  it('fees and taxes: 400 × (1.055 × 1.06 − 1) = 47.32 dearer on the relay', () => {
    const relay = route('relay', {
      creditPrice: { amount: '1', currency: 'CNY' },
      fees: { ...NO_FEES, topUpPct: '5.5', vatPct: '6' },
    });
    expect(parts({ candidate: relay })).toEqual({ exchangeRate: '2400.00', feesAndTaxes: '-47.32' });
  });

  it('a conversion fee counts only where billing is not in the home currency: 400 × 7 × 1.5 % = 42', () => {
    const withFee = { fees: { ...NO_FEES, conversionPct: '1.5' } };
    const relay = route('relay', { creditPrice: { amount: '1', currency: 'CNY' }, ...withFee });
    // 2,842 is brought to the relay's rate with the official route's conversion still on it: 400 × 1.015 = 406.
    expect(parts({ baseline: route('official', withFee), candidate: relay })).toEqual({
      exchangeRate: '2436.00',
      feesAndTaxes: '6.00',
    });
  });

  it('list price: a list of its own at 10 instead of 8 per million costs 50 × 2 × 7 = 700 more', () => {
    const own = price('openai', 'gpt-4.1', { output: '10' }, { priceList: 'relay-list' });
    const relay = route('relay', { creditPrice: { amount: '1', currency: 'CNY' }, priceList: 'relay-list' });
    expect(parts({ candidate: relay, prices: [...PRICES, own] })).toEqual({
      listPrice: '-700.00',
      exchangeRate: '3000.00', // 500 × (7 − 1)
    });
  });

  it('caching: 10 million cached tokens at 2.00 instead of 0.50 cost ¥15 more', () => {
    const relay = route('relay', {
      creditPrice: { amount: '1', currency: 'CNY' },
      billsCachedAsUncached: true,
    });
    const cached = [cell('openai', 'gpt-4.1', { cached_input: 10_000_000 })]; // $5
    expect(parts({ cells: cached, candidate: relay })).toEqual({ exchangeRate: '30.00', caching: '-15.00' });
  });

  it('a list in another currency goes to USD credit first: ¥70 ÷ 7 = $10', () => {
    const inYuan = price('deepseek', 'deepseek-v4', { output: '7' }, { currency: 'CNY' });
    const result = run({
      cells: [cell('deepseek', 'deepseek-v4', { output: 10_000_000 })],
      prices: [inYuan],
      rate: fixed('7'),
    });
    expect(cents(result.totals.figures?.listUsd)).toBe('10.00');
    expect(cents(result.totals.figures?.list)).toBe('70.00');
    expect(cents(result.totals.figures?.baseline)).toBe('70.00');
    expect(cents(result.totals.figures?.candidate)).toBe('10.00');
    expect(result.breakEven.marketRate).toBeUndefined();
    expect(result.breakEven.marketRateWhy).toMatch(/in CNY/);
  });
});

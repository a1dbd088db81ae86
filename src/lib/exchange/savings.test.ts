import { describe, expect, it } from 'vitest';
import { createPriceBook } from '../pricing/price-book';
import type { Price } from '../pricing/price';
import { parseDay } from '../usage/day';
import type { RatePolicy } from '../usage/filters';
import { decimalToPico, roundForDisplay } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens, type Tokens } from '../usage/token-classes';
import { createRateBook } from './rate-book';
import type { Rate } from './rate';
import type { Fees, Route, RouteTerms } from './route';
import { savings, type Savings } from './savings';
import { savingsLines } from './savings-lines';

const NO_FEES: Fees = { topUpPct: '0', topUpMin: '0', conversionPct: '0', vatPct: '0', withholdingPct: '0' };

function terms(change: Partial<RouteTerms> = {}): RouteTerms {
  return {
    effectiveFrom: '2024-01-01',
    creditPrice: { amount: '1', currency: 'USD' },
    priceList: 'list',
    multipliers: [],
    fees: NO_FEES,
    billsCachedAsUncached: false,
    source: 'test',
    ...change,
  };
}

function route(id: string, ...history: Partial<RouteTerms>[]): Route {
  return { id, name: id, kind: id === 'official' ? 'official' : 'relay', terms: history.map(terms) };
}

function price(
  provider: string,
  model: string,
  perMTok: Price['perMTok'],
  change: Partial<Price> = {},
): Price {
  return {
    priceList: 'list',
    provider,
    model,
    currency: 'USD',
    effectiveFrom: '2024-01-01',
    abovePromptTokens: 0,
    perMTok,
    source: 'model.md',
    checked: '2026-06-30',
    ...change,
  };
}

const PRICES = [
  price('openai', 'gpt-4.1', { uncached_input: '2.00', cached_input: '0.50', output: '8.00' }),
  price('anthropic', 'claude-sonnet-4.5', { uncached_input: '3.00', cached_input: '0.30', output: '15.00' }),
  price('google', 'gemini-2.5-flash', { uncached_input: '0.30', cached_input: '0.03', output: '2.50' }),
  price('deepseek', 'deepseek-v3.2', { uncached_input: '0.28', cached_input: '0.028', output: '0.42' }),
];

function cell(provider: string, model: string, tokens: Partial<Tokens>, date = '2026-06-15'): SpendCell {
  return {
    day: parseDay(date) ?? NaN,
    route: 'official',
    provider,
    model,
    labels: {},
    records: 1,
    requests: 1000,
    recordsWithoutRequests: 0,
    tokens: { ...noTokens(), ...tokens },
    reasoning: 0,
    charged: 0n,
  };
}

/** 50 million output tokens of each model of the worked table. */
const FIFTY_MILLION = [
  cell('openai', 'gpt-4.1', { output: 50_000_000 }),
  cell('anthropic', 'claude-sonnet-4.5', { output: 50_000_000 }),
  cell('google', 'gemini-2.5-flash', { output: 50_000_000 }),
  cell('deepseek', 'deepseek-v3.2', { output: 50_000_000 }),
];

const OFFICIAL = route('official', {});
const RELAY = route('relay', { creditPrice: { amount: '1', currency: 'CNY' } });
const fixed = (cnyPerUsd: string): RatePolicy => ({ policy: 'fixed', cnyPerUsd });

interface Case {
  cells?: SpendCell[];
  baseline?: Route;
  candidate?: Route;
  prices?: Price[];
  home?: string;
  currency?: string;
  rate?: RatePolicy;
  rates?: Rate[];
  creditPrice?: string;
}

function run(on: Case): Savings {
  const baseline = on.baseline ?? OFFICIAL;
  const candidate = on.candidate ?? RELAY;
  const lines = savingsLines(
    on.cells ?? FIFTY_MILLION,
    createPriceBook(on.prices ?? PRICES, []),
    baseline,
    candidate,
  );
  const home = on.home ?? 'CNY';
  return savings(
    lines,
    {
      baseline,
      candidate,
      home,
      currency: on.currency ?? home,
      rate: on.rate ?? fixed('7.3'),
      rates: createRateBook(on.rates ?? []),
    },
    on.creditPrice === undefined ? {} : { creditPrice: on.creditPrice },
  );
}

const cents = (amount: bigint | undefined): string | undefined =>
  amount === undefined ? undefined : roundForDisplay(amount, 2);

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

  it('at 6.7758 the percentage hardly moves, the money does: 400 × 6.7758 − 400 = 2,310.32', () => {
    const figures = run({ rate: fixed('6.7758') }).rows.find((row) => row.model === 'gpt-4.1')?.figures;
    expect(cents(figures?.saving)).toBe('2310.32');
    expect(figures?.savingPct?.toFixed(2)).toBe('85.24');
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
      staleShare: 0,
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
    expect(rates).toMatchObject({ worstAgeDays: 8, staleShare: 0.25, latest: { ageDays: 8, stale: true } });
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

  it('where only one of two lists prices a class, the cell is left out on both', () => {
    const own = price('openai', 'gpt-4.1', { output: '8' }, { priceList: 'own' });
    const relay = route('relay', { creditPrice: { amount: '1', currency: 'CNY' }, priceList: 'own' });
    const cells = [cell('openai', 'gpt-4.1', { cached_input: 7, output: 3 })];
    const result = run({ cells, candidate: relay, prices: [...PRICES, own] });
    expect(result.totals).toMatchObject({ tokens: 10, unpricedTokens: 10 });
    expect(result.totals.figures).toBeUndefined();
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

import { describe, expect, it } from 'vitest';
import { costCells } from '$lib/server/answers/costed-cells';
import type { Rate } from '../exchange/rate';
import { createRateBook } from '../exchange/rate-book';
import type { Route } from '../exchange/route';
import { NO_FEES, price, route } from '../exchange/savings-fixture';
import { createPriceBook } from '../pricing/price-book';
import type { Price } from '../pricing/price';
import { parseDay } from '../usage/day';
import type { Filters } from '../usage/filters';
import { decimalToPico, picoToDecimal } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens, type Tokens } from '../usage/token-classes';
import { bridge, type Bridge, type BridgeFigures, type PerDay } from './bridge';

/** May and June on two routes, in CNY unless told otherwise: 7 CNY per USD in May, 7.1 in June. */
const MAY = '2026-05-10';
const JUNE = '2026-06-10';
const RATES: Rate[] = [
  { base: 'USD', quote: 'CNY', on: '2026-05', kind: 'monthly_mean', rate: '7', source: 'test' },
  { base: 'USD', quote: 'CNY', on: '2026-06', kind: 'monthly_mean', rate: '7.1', source: 'test' },
];
const GPT = price('openai', 'gpt-4.1', { uncached_input: '2', cached_input: '0.5', output: '8' });
const DEEPSEEK = price('deepseek', 'deepseek-v3.2', { uncached_input: '0.28', output: '0.42' });
const ROUTES = [route('official', {}), route('relay', { creditPrice: { amount: '1', currency: 'CNY' } })];

type Usage = [
  model: string,
  tokens: Partial<Tokens>,
  more?: Partial<Pick<SpendCell, 'route' | 'chargedCurrency'>> & { charged?: string },
];
interface Case {
  before: Usage[];
  after: Usage[];
  prices?: Price[];
  routes?: Route[];
  home?: string;
  perDay?: PerDay;
}

function cellOf([model, tokens, more = {}]: Usage, date: string): SpendCell {
  const { charged, ...rest } = more;
  return {
    day: parseDay(date) ?? NaN,
    route: 'official',
    model,
    labels: {},
    records: 1,
    requests: 1,
    recordsWithoutRequests: 0,
    tokens: { ...noTokens(), ...tokens },
    reasoning: 0,
    charged: charged === undefined ? 0n : decimalToPico(charged),
    ...rest,
  };
}

function run({
  before,
  after,
  prices = [GPT, DEEPSEEK],
  routes = ROUTES,
  home = 'CNY',
  perDay,
}: Case): Bridge {
  const books = { prices: createPriceBook(prices, []), rates: createRateBook(RATES), routes };
  const filters = { home, currency: home, rate: { policy: 'daily' } } as Filters;
  const costed = (usage: Usage[], date: string) =>
    costCells(
      usage.map((one) => cellOf(one, date)),
      books,
      filters,
    );
  return bridge(costed(before, MAY), costed(after, JUNE), books, filters, perDay);
}

/** The parts that are not zero, without trailing zeros. */
function said({ parts }: BridgeFigures): Record<string, string> {
  const known = Object.entries(parts).filter(([, amount]) => amount !== 0n);
  return Object.fromEntries(known.map(([part, amount]) => [part, String(Number(picoToDecimal(amount)))]));
}

const MILLION = 1_000_000;

describe('bridge', () => {
  // 1 M × $8 × 7 = ¥56; 2 M × $8 × 7.1 = ¥113.60. Twice the tokens at the old cost: ¥112; the rest is the rate.
  it('takes volume at the old prices and rate, then the rate', () => {
    const { totals } = run({
      before: [['gpt-4.1', { output: MILLION }]],
      after: [['gpt-4.1', { output: 2 * MILLION }]],
    });
    expect(said(totals)).toEqual({ volume: '56', exchange_rate: '1.6' });
    expect(picoToDecimal(totals.difference)).toBe('57.600000000000');
  });

  // $8.42 → $9.26. Twice the tokens in all: $16.84; but they are the cheap model's: 8 + 1.26 = 9.26.
  it('calls it mix when the models that grow are not the average ones', () => {
    const { totals, rows } = run({
      before: [
        ['gpt-4.1', { output: MILLION }],
        ['deepseek-v3.2', { output: MILLION }],
      ],
      after: [
        ['gpt-4.1', { output: MILLION }],
        ['deepseek-v3.2', { output: 3 * MILLION }],
      ],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ volume: '8.42', mix: '-7.58' });
    expect(rows.map(({ model, ...row }) => [model, said(row)])).toEqual([
      ['deepseek-v3.2', { volume: '0.42', mix: '0.42' }],
      ['gpt-4.1', { volume: '8', mix: '-8' }],
    ]);
  });

  // 1 M out + 1 M in: $10 → 0.5 M out + 1.5 M in at the old prices: 4 + 3 = $7
  it('calls it mix when a model’s tokens are of other classes', () => {
    const { totals } = run({
      before: [['gpt-4.1', { output: MILLION, uncached_input: MILLION }]],
      after: [['gpt-4.1', { output: 0.5 * MILLION, uncached_input: 1.5 * MILLION }]],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ mix: '-3' });
  });

  // $2 of uncached input → the same tokens cached, which nobody used before: $0.50
  it('takes a class that nobody used before at its later price', () => {
    const { totals } = run({
      before: [['gpt-4.1', { uncached_input: MILLION }]],
      after: [['gpt-4.1', { cached_input: MILLION }]],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ mix: '-1.5' });
  });

  // $8 → 2 M × $6 = $12: volume 8, price −4
  it('knows a list price that changed', () => {
    const cheaper = price('openai', 'gpt-4.1', { output: '6' }, { effectiveFrom: '2026-06-01' });
    const { totals } = run({
      prices: [GPT, cheaper],
      before: [['gpt-4.1', { output: MILLION }]],
      after: [['gpt-4.1', { output: 2 * MILLION }]],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ volume: '8', price: '-4' });
  });

  // ¥8 × 1 → × 0.75 multiplier = 6, × 2 credit price = 12, × 1.1 top-up = 13.20
  it('tells multiplier, credit price and fees of a route apart', () => {
    const relay = route(
      'relay',
      { creditPrice: { amount: '1', currency: 'CNY' } },
      {
        effectiveFrom: '2026-06-01',
        creditPrice: { amount: '2', currency: 'CNY' },
        multipliers: [{ model: '*', value: '0.75' }],
        fees: { ...NO_FEES, topUpPct: '10' },
      },
    );
    const { totals } = run({
      routes: [relay],
      before: [['gpt-4.1', { output: MILLION }, { route: 'relay' }]],
      after: [['gpt-4.1', { output: MILLION }, { route: 'relay' }]],
    });
    expect(said(totals)).toEqual({ price: '-2', exchange_rate: '6', fees_and_taxes: '1.2' });
  });

  // ¥56 on official → ¥8 on the relay: what is saved is the price of credit, not mix
  it('holds a model that moves to another route against itself', () => {
    const { totals, rows } = run({
      before: [['gpt-4.1', { output: MILLION }]],
      after: [['gpt-4.1', { output: MILLION }, { route: 'relay' }]],
    });
    expect(said(totals)).toEqual({ exchange_rate: '-48' });
    expect(Object.fromEntries(rows.map(({ route: on, ...row }) => [on, said(row)]))).toEqual({
      official: { mix: '-56' },
      relay: { mix: '56', exchange_rate: '-48' },
    });
  });

  it('gives models that came and went lines of their own, and keeps them out of volume', () => {
    const { totals, rows } = run({
      before: [
        ['gpt-4.1', { output: MILLION }],
        ['deepseek-v3.2', { output: MILLION }],
      ],
      after: [
        ['gpt-4.1', { output: MILLION }],
        ['claude', { output: MILLION }],
      ],
      prices: [GPT, DEEPSEEK, price('anthropic', 'claude', { output: '15' })],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ new_models: '15', vanished_models: '-0.42' });
    expect(rows.map(({ model, state }) => [model, state])).toEqual([
      ['claude', 'new'],
      ['deepseek-v3.2', 'vanished'],
      ['gpt-4.1', 'both'],
    ]);
  });

  it('does not take a price that was missing for a price of zero', () => {
    const { totals, rows } = run({
      prices: [price('openai', 'gpt-4.1', { output: '8' }, { effectiveFrom: '2026-06-01' })],
      before: [['gpt-4.1', { output: MILLION }]],
      after: [['gpt-4.1', { output: MILLION }]],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ not_comparable: '8' });
    expect(rows[0]?.state).toBe('not_comparable');
  });

  // list ¥8 at the relay's terms, then charged ¥6.50 for as many tokens
  it('takes a charge in place of a list cost as another price', () => {
    const { totals } = run({
      before: [['gpt-4.1', { output: MILLION }, { route: 'relay' }]],
      after: [['gpt-4.1', { output: MILLION }, { route: 'relay', charged: '6.5', chargedCurrency: 'CNY' }]],
    });
    expect(said(totals)).toEqual({ price: '-1.5' });
  });

  // $4 for 1 M tokens → $8 for 2 M; ¥28 → ¥56.80
  it('bridges charges of a model that has no price', () => {
    const { totals } = run({
      before: [['house-llm', { output: MILLION }, { charged: '4', chargedCurrency: 'USD' }]],
      after: [['house-llm', { output: 2 * MILLION }, { charged: '8', chargedCurrency: 'USD' }]],
    });
    expect(said(totals)).toEqual({ volume: '28', exchange_rate: '0.8' });
  });

  it('has charges without tokens on a line of their own', () => {
    const { totals } = run({
      before: [['gpt-4.1', { output: MILLION }]],
      after: [
        ['gpt-4.1', { output: MILLION }],
        ['gpt-4.1', {}, { charged: '2.5', chargedCurrency: 'USD' }],
      ],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ other_charges: '2.5' });
  });

  it('takes what was free before and is not any more as price', () => {
    const free = price('openai', 'gpt-4.1', { output: '0' });
    const paid = price('openai', 'gpt-4.1', { output: '6' }, { effectiveFrom: '2026-06-01' });
    const { totals } = run({
      prices: [free, paid],
      before: [['gpt-4.1', { output: MILLION }]],
      after: [['gpt-4.1', { output: MILLION }]],
      home: 'USD',
    });
    expect(said(totals)).toEqual({ price: '6' });
  });

  // a price in yuan, paid in yuan: the rate of the dollar moves nothing
  it('bridges a price in another currency in that currency', () => {
    const yuan = price('deepseek', 'deepseek-v3.2', { output: '3' }, { currency: 'CNY' });
    const { totals } = run({
      prices: [yuan],
      before: [['deepseek-v3.2', { output: MILLION }]],
      after: [['deepseek-v3.2', { output: 2 * MILLION }]],
    });
    expect(said(totals)).toEqual({ volume: '3' });
  });

  // 30 M tokens in 30 days, 15.5 M in 15.5 …: 31 M in 31 days is as much a day
  it('compares per day where asked to: $8 a day either way', () => {
    const { totals, rows } = run({
      before: [['gpt-4.1', { output: 30 * MILLION }]],
      after: [['gpt-4.1', { output: 31 * MILLION }]],
      home: 'USD',
      perDay: { before: 30, after: 31 },
    });
    expect([totals.before, totals.after].map(picoToDecimal)).toEqual(['8.000000000000', '8.000000000000']);
    expect(said(totals)).toEqual({});
    expect(rows[0]).toMatchObject({ tokensBefore: 30_000_000n, tokensAfter: 31_000_000n });
  });

  it('is nothing of nothing', () => {
    expect(run({ before: [], after: [] })).toMatchObject({ rows: [], totals: { before: 0n, after: 0n } });
  });
});

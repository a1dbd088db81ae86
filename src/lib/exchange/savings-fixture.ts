import { createPriceBook } from '../pricing/price-book';
import type { Price } from '../pricing/price';
import { parseDay } from '../usage/day';
import type { RatePolicy } from '../usage/filters';
import { roundForDisplay } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { noTokens, type Tokens } from '../usage/token-classes';
import type { Rate } from './rate';
import { createRateBook } from './rate-book';
import type { Fees, Route, RouteTerms } from './route';
import { savings, type Savings } from './savings';
import { savingsLines } from './savings-lines';

export const NO_FEES: Fees = {
  topUpPct: '0',
  topUpMin: '0',
  conversionPct: '0',
  vatPct: '0',
  withholdingPct: '0',
};

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

/** A route with one or more terms; what is not given is official and without fees. */
export function route(id: string, ...history: Partial<RouteTerms>[]): Route {
  return { id, name: id, kind: id === 'official' ? 'official' : 'relay', terms: history.map(terms) };
}

/** A price of the providers' own list, in USD, from 2024 on. */
export function price(
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

/** The four models of model.md's worked table. */
export const PRICES = [
  price('openai', 'gpt-4.1', { uncached_input: '2.00', cached_input: '0.50', output: '8.00' }),
  price('anthropic', 'claude-sonnet-4.5', { uncached_input: '3.00', cached_input: '0.30', output: '15.00' }),
  price('google', 'gemini-2.5-flash', { uncached_input: '0.30', cached_input: '0.03', output: '2.50' }),
  price('deepseek', 'deepseek-v3.2', { uncached_input: '0.28', cached_input: '0.028', output: '0.42' }),
];

/** 1,000 requests of one model on one day. */
export function cell(
  provider: string,
  model: string,
  tokens: Partial<Tokens>,
  date = '2026-06-15',
): SpendCell {
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
export const FIFTY_MILLION = [
  cell('openai', 'gpt-4.1', { output: 50_000_000 }),
  cell('anthropic', 'claude-sonnet-4.5', { output: 50_000_000 }),
  cell('google', 'gemini-2.5-flash', { output: 50_000_000 }),
  cell('deepseek', 'deepseek-v3.2', { output: 50_000_000 }),
];

export const OFFICIAL = route('official', {});
export const RELAY = route('relay', { creditPrice: { amount: '1', currency: 'CNY' } });
/** CNY per USD. */
export const fixed = (cnyPerUsd: string): RatePolicy => ({ policy: 'fixed', cnyPerUsd });

/** What a test changes: else the worked table at ¥7.3, official against a ¥1 relay, paid and shown in CNY. */
export interface Case {
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

/** Both steps of savings. */
export function run(on: Case): Savings {
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

/** Rounded to the cent. */
export const cents = (amount: bigint | undefined): string | undefined =>
  amount === undefined ? undefined : roundForDisplay(amount, 2);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { errors } from '$lib/server/answers/errors';
import { latency } from '$lib/server/answers/latency';
import { overview } from '$lib/server/answers/overview';
import { routePair } from '$lib/server/answers/savings';
import { spend } from '$lib/server/answers/spend';
import type { SpendRow } from '$lib/server/answers/spend-answer';
import type { Rate } from '$lib/exchange/rate';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';

/**
 * Two months on two routes. Prices per million (model.md section 2): gpt-4.1 2.00 in, 0.50 cached, 8.00 out;
 * claude-sonnet-4-5 6.00 in, 22.50 out above
 * 200,000 prompt tokens. Market: 6.7996 CNY per USD in May 2026, 6.7758 in June.
 */
const USAGE = [
  'time,route,model,input_tokens,cached_input_tokens,output_tokens,request_id,status,error_class,duration_ms,ttft_ms,charged,currency,feature',
  // gpt-4.1, May, official: 1.5 M uncached × 2 + 0.5 M cached × 0.5 + 0.25 M × 8 = 3 + 0.25 + 2 = 5.25 USD
  '2026-05-04T10:00:00Z,official,gpt-4.1-2025-04-14,2000000,500000,250000,a1,ok,,1000,100,,,chat',
  // gpt-4.1 under another spelling, June, relay: 1 M × 2 + 0.125 M × 8 = 3 USD; charged ¥3.30
  '2026-06-02T10:00:00Z,relay,openai/gpt-4.1,1000000,0,125000,a2,ok,,3000,300,3.30,CNY,chat',
  // claude, June, official: 1 M × 6 + 0.1 M × 22.5 = 8.25 USD; charged $4.00
  '2026-06-03T10:00:00Z,official,claude-sonnet-4-5,1000000,0,100000,a3,ok,,2000,200,4.00,USD,search',
  // an error: an attempt, no tokens, no latency
  '2026-06-03T11:00:00Z,official,claude-sonnet-4-5,0,0,0,a4,error,rate_limited,50,,,,search',
  // no price is known for this model
  '2026-06-03T12:00:00Z,official,house-llm-7b,700,0,300,a5,ok,,500,,,,search',
].join('\n');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-answers-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest } = await app();
  const body = new Blob([`${USAGE}\n`]).stream();
  const received = await ingest.receive(body, { name: 'two-months.csv', format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, status: 201, upload: { rows: { read: 5, accepted: 5 } } });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

function rowOf(rows: SpendRow[], model: string): SpendRow {
  const row = rows.find((candidate) => candidate.model === model);
  if (!row) throw new Error(`no row of ${model}`);
  return row;
}

describe('spend', () => {
  it('gathers every spelling of a model under its canonical id', async () => {
    const { rows } = await spend(filtersOf('currency=USD&home=USD'), ['model']);
    const gpt = rowOf(rows, 'gpt-4.1');
    expect(gpt.requests).toBe(2);
    expect(gpt.tokens).toMatchObject({ uncached_input: 2_500_000, cached_input: 500_000, output: 375_000 });
    expect(gpt.list).toBe('8.250000000000'); // 5.25 + 3
  });

  it('lands what was charged where that is known, and list cost and terms elsewhere', async () => {
    const { rows } = await spend(filtersOf('home=CNY'), ['model']);
    // 5.25 USD × 6.7996 = 35.6979; relay charged ¥3.30
    expect(rowOf(rows, 'gpt-4.1').landed).toBe('38.997900000000');
    // charged $4.00 × 6.7758, not the list's 8.25
    expect(rowOf(rows, 'claude-sonnet-4-5').landed).toBe('27.103200000000');
    expect(rowOf(rows, 'claude-sonnet-4-5').charged_by_currency).toEqual({ USD: '4.000000000000' });
  });

  it('says what has no price instead of costing it nothing', async () => {
    const { rows, totals, unpriced, basis } = await spend(filtersOf(''), ['model']);
    expect(rowOf(rows, 'house-llm-7b')).toMatchObject({ list: null, landed: null, unpriced_tokens: 1000 });
    expect(unpriced).toMatchObject([{ model: 'house-llm-7b', requests: 1, unpriced_tokens: 1000 }]);
    expect(totals.unpriced_requests).toBe(1);
    expect(basis).toMatchObject({ rows: 5, unpriced_tokens: 1000, unrated_requests: 0 });
  });

  it('filters by the canonical id, and compares with another period', async () => {
    const query = 'model=gpt-4.1&from=2026-06-01&to=2026-07-01&compare_from=2026-05-01&compare_to=2026-06-01';
    const { totals, compared } = await spend(filtersOf(query), ['model']);
    expect(totals.requests).toBe(1);
    expect(totals.landed).toBe('3.300000000000');
    expect(compared?.totals.landed).toBe('35.697900000000');
  });

  it('breaks down by label and by month, with sums that equal the totals', async () => {
    const { rows, totals } = await spend(filtersOf('currency=USD&home=USD'), ['month', 'feature']);
    expect(rows.map(({ month, feature, requests }) => [month, feature, requests])).toEqual([
      ['2026-05', 'chat', 1],
      ['2026-06', 'search', 3],
      ['2026-06', 'chat', 1],
    ]);
    const sum = rows.reduce((total, row) => total + BigInt((row.list ?? '0').replace('.', '')), 0n);
    expect(sum).toBe(BigInt((totals.list ?? '').replace('.', '')));
  });

  it('has no converted figure for days before the first known rate', async () => {
    const { totals, basis } = await spend(filtersOf('currency=EUR'), ['model']);
    expect(totals.landed).toBeNull();
    expect(basis.unrated_requests).toBe(4); // all but the one without a price
    expect(basis.unrated_tokens).toBe(4_475_000); // 2.25 M + 1.125 M + 1.1 M
    expect(basis.rate).toMatchObject({ stale: false, missing: ['CNY/EUR', 'USD/EUR'] });
    expect(totals.list_by_currency).toEqual({ USD: '16.500000000000' });
  });
});

describe('rates that are old or lacking', () => {
  const observed = (base: string, quote: string, on: string, rate: string): Rate => ({
    ...{ base, quote, on, rate },
    kind: 'daily',
    source: 'ECB',
  });

  it('are told in tokens, with the pair, in the basis and among the gaps of Overview', async () => {
    const { store } = await app();
    await store.addRates([observed('EUR', 'USD', '2026-05-20', '1.25')]);
    const filters = filtersOf('home=EUR&currency=EUR');
    const { basis } = await spend(filters, []);
    // 4 May is before the first euro: 2.25 M tokens; 2 and 3 June are 13 and 14 days after it
    expect(basis).toMatchObject({ unrated_requests: 1, unrated_tokens: 2_250_000 });
    expect(basis.rate).toMatchObject({ stale: true, stale_tokens: 2_225_000 });
    expect(basis.rate.oldest).toMatchObject({ of: '2026-05-20', age_days: 14 });
    expect(basis.rate.missing).toEqual(['USD/EUR']);
    const { gaps } = await overview(filters, await routePair(new URLSearchParams(), filters));
    expect(gaps.find(({ kind }) => kind === 'no_rate')?.detail).toMatch(
      /^In no figure: 1\srequest, 2,250,000\stokens$/,
    );
    expect(gaps.find(({ kind }) => kind === 'stale_rate')?.what).toBe(
      'Exchange rates are up to 14 days older than the usage they convert',
    );
  });
});

describe('latency and errors', () => {
  it('measures successful requests alone', async () => {
    const { rows } = await latency(filtersOf(''), ['route'], 'duration', 1500);
    const official = rows.find(({ route }) => route === 'official');
    // 500, 1000, 2000: the error's 50 ms is in none; p50 1000, p90 at rank 1.8: 1000 + 0.8 × 1000
    expect(official).toMatchObject({ attempts: 4, measured: 3, p50: 1000, method: 'exact' });
    expect(official?.p90).toBeCloseTo(1800, 9);
    expect(official?.under_budget_pct).toBeCloseTo(200 / 3, 9);
  });

  it('says that nothing is measured instead of 0', async () => {
    const { rows } = await latency(filtersOf('model=house-llm-7b'), ['route'], 'ttft', 50);
    expect(rows).toMatchObject([{ attempts: 1, measured: 0, p95: null, mean: null, under_budget_pct: null }]);
  });

  it('counts the error as an attempt of its class', async () => {
    const { rows } = await errors(filtersOf('route=official'), ['model']);
    const claude = rows.find(({ model }) => model === 'claude-sonnet-4-5');
    expect(claude).toMatchObject({
      attempts: 2,
      errors: 1,
      rate_pct: 50,
      by_class: { rate_limited: 1 },
      logged: true,
    });
  });
});

describe('overview', () => {
  it('answers with the same usage on both routes, and names what is missing', async () => {
    const filters = filtersOf('rate=7.3');
    const answer = await overview(filters, await routePair(new URLSearchParams(), filters));
    // list 16.50 USD: official 120.45, relay 16.50
    expect(answer.savings?.totals).toMatchObject({
      baseline: '120.450000000000',
      candidate: '16.500000000000',
    });
    expect(answer.period).toEqual({ from: '2026-05-04', to: '2026-06-04' });
    // 103.95 over 31 days, for 30 of them
    expect(answer.monthly_saving).toEqual({ amount: '100.596774193548', days: 31 });
    expect(answer.gaps.map(({ kind }) => kind)).toEqual(['unpriced']);
    expect(answer.over_time.rows.find(({ start }) => start === '2026-05-04')).toMatchObject({
      actual: '38.325000000000', // 5.25 × 7.3
      candidate: '5.250000000000',
    });
  });

  it.each([
    ['', []], // times to first token on both routes
    ['from=2026-05-01&to=2026-06-01', ['No latency for Relay']], // on the official route alone
    ['model=house-llm-7b', ['No latency for Relay']], // a duration alone
    ['from=2026-06-01&to=2026-06-03', ['No latency for Official']],
  ])('names the routes without latency in %j', async (query, missing) => {
    const filters = filtersOf(query);
    const answer = await overview(filters, await routePair(new URLSearchParams(), filters));
    expect(answer.gaps.flatMap(({ kind, what }) => (kind === 'no_latency' ? [what] : []))).toEqual(missing);
  });

  it('has days that sum to the totals, on both routes', async () => {
    const filters = filtersOf('rate=7.3');
    const { over_time, savings } = await overview(filters, await routePair(new URLSearchParams(), filters));
    const sum = (key: 'baseline' | 'candidate'): bigint =>
      over_time.rows.reduce((total, row) => total + BigInt((row[key] ?? '0').replace('.', '')), 0n);
    expect(sum('baseline')).toBe(BigInt(savings?.totals.baseline?.replace('.', '') ?? ''));
    expect(sum('candidate')).toBe(BigInt(savings?.totals.candidate?.replace('.', '') ?? ''));
  });

  it('is empty, not zero, where the period holds nothing', async () => {
    const filters = filtersOf('from=2020-01-01&to=2020-02-01');
    const answer = await overview(filters, await routePair(new URLSearchParams(), filters));
    expect(answer).toMatchObject({ period: null, savings: null, monthly_saving: null, spent: null });
  });
});

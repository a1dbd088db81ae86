import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { books } from '$lib/server/answers/books';
import { roiHeadline } from '$lib/server/answers/roi-headline';
import { runRate, type RunRate } from '$lib/server/answers/run-rate';
import { routePair } from '$lib/server/answers/savings';
import { addScenario, scenario } from '$lib/server/answers/scenarios';
import { app, closeApp } from '$lib/server/app';
import type { Price } from '$lib/pricing/price';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-run-rate-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

/** Rows at 23:00 of a month's days, `first` to `last`: output tokens of GPT-4.1 at $8 a million. */
function days(month: string, first: number, last: number, route: string, tokens: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const day = String(first + i).padStart(2, '0');
    return `${month}-${day}T23:00:00Z,${route},gpt-4.1,0,${tokens},1`;
  });
}

async function load(name: string, rows: string[]): Promise<void> {
  const { ingest } = await app();
  const csv = ['time,route,model,input_tokens,output_tokens,requests', ...rows, ''].join('\n');
  const received = await ingest.receive(new Blob([csv]).stream(), { name, format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, status: 201 });
}

function dollars(query = ''): Filters {
  const parsed = parseFilters(new URLSearchParams(`home=USD&rate=7.3${query}`), { home: 'CNY' });
  if (!parsed.ok) throw new Error('filters');
  return parsed.value;
}

async function measured(query = '', routes = ''): Promise<RunRate> {
  const filters = dollars(query);
  return runRate(filters, await routePair(new URLSearchParams(routes), filters));
}

describe('the days of a run rate', () => {
  it('end with the uploads that hold the official route: after them its usage is unknown, not nothing', async () => {
    await load('official.csv', [
      ...days('2026-05', 1, 31, 'official', 1_000_000),
      ...days('2026-06', 1, 10, 'official', 1_000_000),
    ]);
    await load('relay.csv', days('2026-06', 1, 30, 'relay', 2_000_000));
    // 12 May to 10 June: 30 × $8 + 10 × $16. By the last day of all data it was 10 × $8 + 30 × $16 = $560.
    expect(await measured()).toMatchObject({
      from: '2026-05-12',
      to: '2026-06-11',
      days: 30,
      complete: true,
      official_monthly: '400.000000000000',
      known: {
        official: { from: '2026-05-01', to: '2026-06-11' },
        relay: { from: '2026-06-01', to: '2026-07-01' },
      },
      left_out: { tokens_pct: 0 },
    });
  });

  it('are those asked for where the official route is not known of them', async () => {
    // 20 days × $16 × 30 ÷ 20
    expect(await measured('&from=2026-06-11')).toMatchObject({
      from: '2026-06-11',
      to: '2026-07-01',
      official_monthly: '480.000000000000',
    });
  });

  it('go on where a log of both routes goes on: then the official route has no usage', async () => {
    await load('both.csv', [
      '2026-06-10T22:00:00Z,official,gpt-4.1,0,1000000,1',
      '2026-06-30T23:30:00Z,relay,gpt-4.1,0,2000000,1',
    ]);
    // 10 × $8 + 30 × $16, and $8 + $16 of the log of both
    expect(await measured()).toMatchObject({
      from: '2026-06-01',
      to: '2026-07-01',
      official_monthly: '584.000000000000',
    });
  });
});

describe('what a run rate is without', () => {
  it('is counted by why: no price, or days before the first terms of a route', async () => {
    await load('july.csv', [
      ...days('2026-07', 1, 30, 'official', 1_000_000),
      '2026-07-15T12:00:00Z,official,nobody-knows-this-model,0,10000000,4',
    ]);
    // 10 of 40 million tokens
    expect(await measured('&from=2026-07-01')).toMatchObject({
      official_monthly: '240.000000000000',
      left_out: {
        no_price: { requests: 4, tokens: 10_000_000 },
        no_rate: { requests: 0, tokens: 0 },
        no_terms: { requests: 0, tokens: 0 },
        tokens_pct: 25,
      },
    });
    const [{ store }, { routes }] = [await app(), await books()];
    const relay = routes.find(({ id }) => id === 'relay');
    if (!relay) throw new Error('no relay');
    const terms = relay.terms.map((one) => ({ ...one, effectiveFrom: '2026-07-11' }));
    await store.putRoute({ ...relay, id: 'late-relay', name: 'Late relay', terms });
    // 20 days × $8; the tokens of 10 days are from before the relay's terms: 10 + 10 of 40 million
    expect(await measured('&from=2026-07-01', 'candidate=late-relay')).toMatchObject({
      official_monthly: '160.000000000000',
      left_out: {
        no_price: { tokens: 10_000_000 },
        no_terms: { requests: 10, tokens: 10_000_000 },
        tokens_pct: 50,
      },
    });
  });
});

describe('a saved scenario', () => {
  const save = async (name: string) => {
    const filters = dollars('&from=2026-07-01');
    const pair = await routePair(new URLSearchParams(), filters);
    return addScenario(filters, pair, { name, scenario: { one_time: '1000' } });
  };

  it('says that the data has moved, also where an upload counts no requests and is of other days', async () => {
    const { id, moved, made_on } = await save('Before');
    expect(moved).toBeNull();
    expect(made_on).not.toHaveProperty('uploads');
    await load('january.csv', ['2026-01-05T10:00:00Z,official,gpt-4.1,0,1000000,0']);
    expect((await scenario(id))?.moved).toMatchObject({
      what: 'data',
      last_hour: made_on?.last_hour,
      requests: made_on?.requests,
      official_monthly: '240.000000000000',
    });
  });

  it('says that prices, rates or terms have changed, here and on Overview', async () => {
    const { id } = await save('After');
    const filters = dollars();
    const pair = await routePair(new URLSearchParams(), filters);
    expect((await roiHeadline(filters, pair))?.scenario).toEqual({ id, name: 'After', moved: null });
    const { store } = await app();
    const twice: Price = {
      priceList: 'list',
      provider: 'openai',
      model: 'gpt-4.1',
      currency: 'USD',
      effectiveFrom: '2026-07-01',
      abovePromptTokens: 0,
      perMTok: { uncached_input: '4', output: '16' },
      source: 'a test',
      checked: '2026-07-01',
    };
    await store.addPrices([twice], []);
    expect((await scenario(id))?.moved).toMatchObject({
      what: 'costs',
      official_monthly: '480.000000000000',
    });
    expect((await roiHeadline(filters, pair))?.scenario).toEqual({ id, name: 'After', moved: 'costs' });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { priceGrid, type PriceScope } from '$lib/server/answers/price-grid';
import { closeApp } from '$lib/server/app';
import { GET as getPrices, PUT as putPrice } from '../../src/routes/api/v1/prices/+server';
import { GET as getHistory } from '../../src/routes/api/v1/prices/history/+server';
import { PUT as putAlias } from '../../src/routes/api/v1/prices/aliases/+server';
import { POST as importPrices } from '../../src/routes/api/v1/prices/import/+server';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-prices-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  // 1 M output tokens of GPT-4.1 in May and 2 M in June: $8 and $16. A model of one's own, without a price.
  const usage = `time,route,provider,model,input_tokens,output_tokens
2026-05-31T23:59:59Z,official,openai,gpt-4.1-2025-04-14,0,1000000
2026-06-01T00:00:00Z,official,openai,openai/gpt-4.1,0,2000000
2026-06-02T00:00:00Z,official,siliconflow,bge-m3,500000,0
2026-06-03T00:00:00Z,official,,house-model-7b,0,1000000
`;
  const loaded = await call(upload, '/api/v1/uploads?name=usage.csv&wait=1', csv(usage));
  expect(loaded.status).toBe(201);
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

async function call(
  handler: Handler,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = new URL(path, 'http://localhost');
  const response = await handler({ url, params: {}, request: new Request(url, init), locals } as never);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const csv = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'text/csv' },
  body,
});
const put = (body: object): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
async function listCosts(): Promise<Record<string, unknown>> {
  const { body } = await call(getSpend, '/api/v1/spend?by=model&currency=USD');
  const rows = body['rows'] as { model: string; list: string | null }[];
  return Object.fromEntries(rows.map(({ model, list }) => [model, list]));
}

const EVERYTHING = { routes: [], models: [], features: [], regions: [], currency: 'CNY', home: 'CNY' };
const ROW = 'openai,gpt-4.1,USD,2026-06-01,2,0.5,10,Contract 12';
const FILE = `provider,model,currency,effective_from,input,cached_input,output,source\n${ROW}\nopenai,,USD,2026-06-01,2,,8,x\n`;

describe('the price table', () => {
  it('shows the prices in force on a day, with where they come from', async () => {
    const { body } = await call(getPrices, '/api/v1/prices?on=2026-06-01&model=gpt-4.1');
    expect(body['rows']).toMatchObject([
      { model: 'gpt-4.1', input: '2', cached_input: '0.5', output: '8', effective_from: '2025-04-14' },
      { tier: 'batch', input: '1', output: '4' },
      { tier: 'priority', input: '3.5' },
    ]);
    const early = await call(getPrices, '/api/v1/prices?on=2022-12-31&model=gpt-4.1');
    expect(early.body['rows']).toEqual([]);
    expect((await call(getPrices, '/api/v1/prices?on=2026-02-30')).status).toBe(400);
  });

  it('costs usage by its canonical model, and leaves what is unknown without a figure', async () => {
    expect(await listCosts()).toEqual({
      'gpt-4.1': '24.000000000000',
      'bge-m3': null,
      'house-model-7b': null,
    });
  });
});

describe('an import', () => {
  it('shows on a dry run what it would change: June 2 M × 8 = 16 → 2 M × 10 = 20, May stays', async () => {
    const { status, body } = await call(importPrices, '/api/v1/prices/import?dry_run=1', csv(FILE));
    expect(status).toBe(200);
    expect(body).toMatchObject({ dry_run: true, added: 1, changed: 0, unchanged: 0, refused: 1 });
    expect(body['issues']).toEqual([{ where: 'line 3, column model', message: 'must not be empty' }]);
    expect(body['effect']).toEqual([
      {
        month: '2026-06',
        price_list: 'list',
        currency: 'USD',
        before: '16.000000000000',
        after: '20.000000000000',
      },
    ]);
    expect((await listCosts())['gpt-4.1']).toBe('24.000000000000');
  });

  it('keeps the prices, once: 8 + 20 = 28; the same file again changes nothing', async () => {
    const first = await call(importPrices, '/api/v1/prices/import', csv(FILE));
    expect(first.body).toMatchObject({ dry_run: false, added: 1 });
    expect((await listCosts())['gpt-4.1']).toBe('28.000000000000');
    const again = await call(importPrices, '/api/v1/prices/import', csv(FILE));
    expect(again.body).toMatchObject({ added: 0, changed: 0, unchanged: 1, effect: [] });
  });

  it('supersedes an equal key and says what was there', async () => {
    const dearer = csv(FILE.replace(',10,', ',11,'));
    const { body } = await call(importPrices, '/api/v1/prices/import?dry_run=1', dearer);
    expect(body).toMatchObject({
      changed: 1,
      changes: [{ before: { output: '10' }, after: { output: '11' } }],
    });
  });

  it('refuses what is no price table, and a file without a usable row', async () => {
    expect((await call(importPrices, '/api/v1/prices/import', csv('a,b\n1,2\n'))).status).toBe(400);
    const unusable = csv('provider,model,currency,effective_from,input,source\nx,y,USD,never,1,z\n');
    expect((await call(importPrices, '/api/v1/prices/import', unusable)).status).toBe(422);
  });
});

describe('the price of an unpriced model', () => {
  const price = {
    provider: 'siliconflow',
    model: 'bge-m3',
    currency: 'USD',
    effective_from: '2026-01-01',
    input: '0.02',
    source: 'https://siliconflow.example/pricing',
  };

  it('is shown and kept: 0.5 M × 0.02 = 0.01', async () => {
    const dry = await call(putPrice, '/api/v1/prices?dry_run=1', put(price));
    expect(dry.body['effect']).toMatchObject([{ month: '2026-06', after: '20.010000000000' }]);
    expect((await listCosts())['bge-m3']).toBeNull();
    expect((await call(putPrice, '/api/v1/prices', put(price))).status).toBe(200);
    expect((await listCosts())['bge-m3']).toBe('0.010000000000');
  });

  it('is refused with the field at fault', async () => {
    const { status, body } = await call(putPrice, '/api/v1/prices', put({ ...price, input: 0.02 }));
    expect(status).toBe(400);
    expect(body['issues']).toMatchObject([{ where: 'input' }]);
  });

  it('can be that of another model, by alias', async () => {
    const alias = { alias: 'house-model-*', provider: 'openai', model: 'gpt-4.1' };
    const { body } = await call(putAlias, '/api/v1/prices/aliases', put(alias));
    // 1 M more at 10: 20.01 → 30.01
    expect(body['effect']).toMatchObject([{ before: '20.010000000000', after: '30.010000000000' }]);
    expect(await listCosts()).toMatchObject({ 'gpt-4.1': '38.000000000000' });
    expect((await call(putAlias, '/api/v1/prices/aliases', put({ ...alias, alias: '*' }))).status).toBe(400);
  });
});

describe('the grid', () => {
  const grid = async (scope: PriceScope, wanted = '', offset = 0) =>
    priceGrid({ ...EVERYTHING, rate: { policy: 'daily' } }, { scope, wanted, offset, limit: 2 });

  it('has the models of the data first, by requests, then the rest by name; a page at a time', async () => {
    const { rows, total, counts } = await grid('all');
    expect(rows.map(({ model, requests }) => [model, requests])).toEqual([
      ['gpt-4.1', 3],
      ['bge-m3', 1],
    ]);
    expect(total).toBe(counts.all);
    const next = await grid('all', '', 2);
    expect(next.rows[0]).toMatchObject({ provider: 'alibaba', requests: 0, listed: true });
    expect((await grid('all', 'claude')).rows.every(({ model }) => model.includes('claude'))).toBe(true);
  });

  it('tells what is in the data, and what of it has no price', async () => {
    expect((await grid('data')).counts).toMatchObject({ data: 2, unpriced: 0 });
    const usage =
      'time,route,provider,model,input_tokens,output_tokens\n2026-06-03T00:00:00Z,official,acme,riddle,5,0\n';
    await call(upload, '/api/v1/uploads?name=more.csv&wait=1', csv(usage));
    const { rows, counts } = await grid('unpriced');
    expect(counts).toMatchObject({ data: 3, unpriced: 1 });
    expect(rows).toMatchObject([
      { model: 'riddle', provider: 'acme', unpriced_tokens: 5, price: null, state: 'none', listed: false },
    ]);
  });

  it('shows the price of the base tier in force, and how many more there are', async () => {
    const [row] = (await grid('data')).rows;
    expect(row).toMatchObject({
      state: 'in force',
      price: { output: '10', effective_from: '2026-06-01', source: 'Contract 12' },
      others: 2, // batch and priority
    });
  });

  it('keeps every price of a model, what was superseded too', async () => {
    await call(importPrices, '/api/v1/prices/import', csv(FILE.replace(',10,', ',11,')));
    const { body } = await call(getHistory, '/api/v1/prices/history?provider=openai&model=gpt-4.1');
    const base = (body['rows'] as Record<string, string>[]).filter(({ tier }) => tier === undefined);
    expect(
      base.map(({ state, origin, output, effective_from: from }) => [state, origin, output, from]),
    ).toEqual([
      ['in force', 'own', '11', '2026-06-01'],
      ['superseded', 'own', '10', '2026-06-01'],
      ['past', 'shipped', '8', '2025-04-14'],
      ['past', 'shipped', '8', '2023-01-01'],
    ]);
    expect((await call(getHistory, '/api/v1/prices/history?model=gpt-4.1')).status).toBe(400);
  });
});

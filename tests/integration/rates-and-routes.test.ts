import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as getRates } from '../../src/routes/api/v1/rates/+server';
import { POST as importRates } from '../../src/routes/api/v1/rates/import/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';
import { GET as listRoutes } from '../../src/routes/api/v1/routes/+server';
import { GET as getRoute, PUT as putRoute } from '../../src/routes/api/v1/routes/[id]/+server';

type Handler = (event: never) => Response | Promise<Response>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-rates-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

/** A handler called as the framework calls it, as far as these handlers look. */
async function call(
  handler: Handler,
  path: string,
  init: RequestInit = {},
  params: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = new URL(path, 'http://localhost');
  const event = { url, params, request: new Request(url, init), locals: { identity: { kind: 'local' } } };
  const response = await handler(event as never);
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

const RELAY_A = {
  name: 'Relay A',
  kind: 'relay',
  terms: [
    { effective_from: '2026-01-01', credit_price: { amount: '3.2', currency: 'CNY' }, source: 'Contract' },
  ],
};

describe('exchange rates', () => {
  it('answer from the shipped monthly means, stale after the last', async () => {
    const { body } = await call(getRates, '/api/v1/rates?base=USD&quote=CNY&on=2026-07-31');
    expect(body).toMatchObject({ rate: '6.7758', of: '2026-06', age_days: 31, stale: true });
  });

  it('are null with a reason before the first', async () => {
    const { status, body } = await call(getRates, '/api/v1/rates?base=USD&quote=CNY&on=2023-12-31');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      rate: null,
      why: expect.stringContaining('No rate of USD in CNY') as string,
    });
  });

  it('are shown by a dry run and kept by an import: 3 January takes 31 December', async () => {
    const file = csv('date,usd_cny\n2025-12-30,6.99\n2025-12-31,7.001021\n2026-01-01,zero\n');
    const counts = { added: 2, changed: 0, unchanged: 0, refused: 1 };
    const dry = await call(importRates, '/api/v1/rates/import?source=ECB&dry_run=1', file);
    expect(dry.body).toMatchObject({ dry_run: true, ...counts });
    const asked = '/api/v1/rates?base=USD&quote=CNY&on=2026-01-03';
    expect((await call(getRates, asked)).body).toMatchObject({ rate: '6.9692', of: '2026-01' });
    const kept = await call(importRates, '/api/v1/rates/import?source=ECB', file);
    expect(kept.body).toMatchObject({
      dry_run: false,
      ...counts,
      issues: [{ where: 'line 4, column usd_cny', message: 'not a plain decimal such as 7.1234: zero' }],
    });
    expect((await call(getRates, asked)).body).toMatchObject({
      rate: '7.001021',
      of: '2025-12-31',
      age_days: 3,
      source: 'ECB',
    });
    const again = await call(importRates, '/api/v1/rates/import?source=ECB', file);
    expect(again.body).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });

  it('come a row a day for a period, half-open', async () => {
    const { body } = await call(getRates, '/api/v1/rates?from=2025-12-30&to=2026-01-02');
    expect((body['rows'] as { on: string; rate: string }[]).map(({ on, rate }) => [on, rate])).toEqual([
      ['2025-12-30', '6.99'],
      ['2025-12-31', '7.001021'],
      ['2026-01-01', '7.001021'],
    ]);
  });

  it.each([
    ['base=RMBY&on=2026-01-03', 'base'],
    ['on=2026-02-30', 'on'],
  ])('refuse %s', async (query, where) => {
    const { status, body } = await call(getRates, `/api/v1/rates?${query}`);
    expect(status).toBe(400);
    expect(body['issues']).toMatchObject([{ where }]);
  });

  it('refuse a file without a date column, one without a usable rate, and no body', async () => {
    expect((await call(importRates, '/api/v1/rates/import', csv('a,b\n1,2\n'))).status).toBe(400);
    expect(
      (await call(importRates, '/api/v1/rates/import', csv('date,usd_cny\n2026-01-01,x\n'))).status,
    ).toBe(422);
    expect((await call(importRates, '/api/v1/rates/import', { method: 'POST' })).status).toBe(400);
  });
});

describe('routes', () => {
  it('official and relay exist from the start', async () => {
    const { body } = await call(listRoutes, '/api/v1/routes');
    expect(body['routes']).toMatchObject([
      { id: 'official', terms: [{ credit_price: { amount: '1', currency: 'USD' } }] },
      { id: 'relay', terms: [{ credit_price: { amount: '1', currency: 'CNY' } }] },
    ]);
  });

  it('are stored by PUT, not by its dry run', async () => {
    const address = '/api/v1/routes/relay-a';
    const params = { id: 'relay-a' };
    expect((await call(putRoute, `${address}?dry_run=1`, put(RELAY_A), params)).body).toMatchObject({
      dry_run: true,
      effect: [],
    });
    expect((await call(getRoute, address, {}, params)).status).toBe(404);
    expect((await call(putRoute, address, put(RELAY_A), params)).status).toBe(200);
    expect((await call(getRoute, address, {}, params)).body).toMatchObject({
      id: 'relay-a',
      terms: [{ credit_price: { amount: '3.2', currency: 'CNY' }, price_list: 'list' }],
    });
  });

  it('are refused with the key at fault', async () => {
    const { status, body } = await call(
      putRoute,
      '/api/v1/routes/relay-b',
      put({ ...RELAY_A, colour: 'red' }),
      { id: 'relay-b' },
    );
    expect(status).toBe(400);
    expect(body['issues']).toEqual([{ where: 'colour', message: 'there is no such key' }]);
    const other = put({ ...RELAY_A, id: 'relay-c' });
    expect((await call(putRoute, '/api/v1/routes/relay-b', other, { id: 'relay-b' })).status).toBe(400);
  });
});

/** 50 million output tokens of GPT-4.1 are $400 of list cost; on 15 June 2026 the mean of the month serves: 6.7758. */
describe('a dry run over usage', () => {
  beforeAll(async () => {
    const usage = `time,route,model,input_tokens,output_tokens
2026-06-15T00:00:00Z,official,gpt-4.1,0,50000000
2026-06-15T00:00:00Z,relay,gpt-4.1,0,50000000
`;
    const loaded = await call(upload, '/api/v1/uploads?name=june.csv&wait=1', csv(usage));
    expect(loaded.status).toBe(201);
  });

  it('of a rate shows the month before and after: 400 × 6.7758 + 400, then 400 × 7.3 + 400', async () => {
    const file = csv('date,usd_cny\n2026-06-15,7.3\n');
    const { body } = await call(importRates, '/api/v1/rates/import?dry_run=1', file);
    expect(body).toMatchObject({
      currency: 'CNY',
      effect: [{ month: '2026-06', before: '3110.320000000000', after: '3320.000000000000' }],
    });
  });

  it('of a route too: at ¥2 the relay costs 400 more; before the new terms there is no figure for it', async () => {
    const relay = (from: string): RequestInit =>
      put({
        name: 'Relay',
        kind: 'relay',
        terms: [{ effective_from: from, credit_price: { amount: '2', currency: 'CNY' }, source: 'Contract' }],
      });
    const dry = async (from: string) =>
      (await call(putRoute, '/api/v1/routes/relay?dry_run=1', relay(from), { id: 'relay' })).body['effect'];
    expect(await dry('2026-01-01')).toEqual([
      { month: '2026-06', before: '3110.320000000000', after: '3510.320000000000' },
    ]);
    expect(await dry('2026-06-16')).toEqual([
      { month: '2026-06', before: '3110.320000000000', after: '2710.320000000000' },
    ]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { POST as importRates } from '../../src/routes/api/v1/rates/import/+server';
import { GET as get, PUT as put } from '../../src/routes/api/v1/settings/+server';
import { GET as spend } from '../../src/routes/api/v1/spend/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

type Handler = (event: never) => Response | Promise<Response>;

const FIRST = {
  organisation: '',
  home_currency: 'CNY',
  reporting_currency: null,
  home_regions: [],
  medium_sample: 50,
  large_sample: 200,
  time_zone: 'UTC',
};

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-settings-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

interface Answer extends Record<string, unknown> {
  issues: { where: string; message: string }[];
}

async function call(
  handler: Handler,
  method: string,
  path: string,
  body?: string,
): Promise<[number, Answer]> {
  const url = new URL(path, 'http://localhost');
  const request = new Request(url, body === undefined ? { method } : { method, body });
  const locals = { identity: { kind: 'local' } };
  const response = await handler({ url, request, locals, params: {} } as never);
  return [response.status, (await response.json()) as Answer];
}

const set = (body: unknown, query = ''): Promise<[number, Answer]> =>
  call(put, 'PUT', `/api/v1/settings${query}`, JSON.stringify(body));

describe('settings', () => {
  it('are what was said, over a restart, and what was not said stays', async () => {
    expect(await call(get, 'GET', '/api/v1/settings')).toEqual([200, FIRST]);
    const said = { organisation: ' Hale & Co ', medium_sample: 30, home_regions: ['eu', 'eu'] };
    const expected = { ...FIRST, organisation: 'Hale & Co', medium_sample: 30, home_regions: ['eu'] };
    expect(await set(said)).toEqual([200, expected]);
    expect(await set({ large_sample: 500 })).toEqual([200, { ...expected, large_sample: 500 }]);
    await closeApp();
    await app();
    expect(await call(get, 'GET', '/api/v1/settings')).toEqual([200, { ...expected, large_sample: 500 }]);
  });

  it.each<[string, unknown]>([
    ['organisation', { organisation: 'x'.repeat(81) }],
    ['organisation', { organisation: 'a\nb' }],
    ['home_currency', { home_currency: 'XXX' }],
    ['reporting_currency', { reporting_currency: '' }],
    ['medium_sample', { medium_sample: 0 }],
    ['medium_sample', { medium_sample: 1.5 }],
    ['large_sample', { large_sample: '200' }],
    ['large_sample', { medium_sample: 500, large_sample: 500 }],
    ['home_regions', { home_regions: 'eu' }],
    ['time_zone', { time_zone: 'Asia/Shanghai' }],
    ['body', 'text'],
  ])('say what is wrong with %s in %j, and stay as they are', async (where, body) => {
    const [, before] = await call(get, 'GET', '/api/v1/settings');
    const [status, { issues }] = await set(body);
    expect([status, issues[0]?.where]).toEqual([400, where]);
    expect((await call(get, 'GET', '/api/v1/settings'))[1]).toEqual(before);
  });
});

describe('the currencies of the settings', () => {
  // 1,000,000 input tokens of gpt-4.1 at $2 a million are $2; at 0.9 EUR per USD that is EUR 1.80.
  it('are what answers fall back to; a dry run says what all usage then costs, and sets nothing', async () => {
    const usage =
      'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,1000000,0\n';
    expect((await call(upload, 'POST', '/api/v1/uploads?name=june.csv&wait=1', usage))[0]).toBe(201);
    const rates = 'date,base,quote,rate\n2026-06-01,USD,EUR,0.9\n';
    expect((await call(importRates, 'POST', '/api/v1/rates/import?source=test', rates))[0]).toBe(200);
    expect((await set({ home_currency: 'USD' }))[0]).toBe(200);

    const [, effect] = await set({ reporting_currency: 'EUR' }, '?dry_run=1');
    expect(effect).toEqual({
      before: { home: 'USD', currency: 'USD', landed: '2.000000000000' },
      after: { home: 'USD', currency: 'EUR', landed: '1.800000000000' },
    });
    expect((await call(spend, 'GET', '/api/v1/spend?by=model'))[1]['currency']).toBe('USD');

    await set({ reporting_currency: 'EUR' });
    const [, inEuro] = await call(spend, 'GET', '/api/v1/spend?by=model');
    expect(inEuro).toMatchObject({ currency: 'EUR', totals: { landed: '1.800000000000' } });
    const [, asked] = await call(spend, 'GET', '/api/v1/spend?by=model&currency=USD');
    expect(asked).toMatchObject({ currency: 'USD', totals: { landed: '2.000000000000' } });

    await set({ reporting_currency: null });
    expect((await call(spend, 'GET', '/api/v1/spend?by=model'))[1]['currency']).toBe('USD');
  });
});

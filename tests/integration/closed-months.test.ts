import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as listMonths } from '../../src/routes/api/v1/months/+server';
import { GET as getMonth, PUT as putMonth } from '../../src/routes/api/v1/months/[month]/+server';
import { GET as getPrices, PUT as putPrice } from '../../src/routes/api/v1/prices/+server';
import { PUT as putAlias } from '../../src/routes/api/v1/prices/aliases/+server';
import { POST as importPrices } from '../../src/routes/api/v1/prices/import/+server';
import { POST as importRates } from '../../src/routes/api/v1/rates/import/+server';
import { GET as listRoutes } from '../../src/routes/api/v1/routes/+server';
import { PUT as putRoute } from '../../src/routes/api/v1/routes/[id]/+server';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { GET as listUploads, POST as upload } from '../../src/routes/api/v1/uploads/+server';
import { GET as getEffect } from '../../src/routes/api/v1/uploads/[id]/effect/+server';
import { DELETE as removeUpload } from '../../src/routes/api/v1/uploads/[id]/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;
interface Answer {
  status: number;
  body: Record<string, unknown>;
}

let dataDir = '';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'crossrate-months-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  for (const month of ['05', '06']) {
    const sent = await send(`${month}.csv`, usage(month, 'gpt-4.1'), usage(month, 'house-model', 'relay'));
    expect(sent.status).toBe(201);
  }
});

afterAll(async () => {
  await closeApp();
  rmSync(dataDir, { recursive: true, force: true });
});

async function call(
  handler: Handler,
  path: string,
  init: RequestInit = {},
  params: Record<string, string> = {},
): Promise<Answer> {
  const url = new URL(path, 'http://localhost/api/v1/');
  const response = await handler({ url, params, request: new Request(url, init), locals } as never);
  const text = await response.text();
  return { status: response.status, body: text ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

const json = (method: string, body: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const csv = (body: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'text/csv' },
  body,
});

/** A request of a million output tokens on the tenth of a month of 2026. */
const usage = (month: string, model: string, route = 'official', id = `${month}-${model}`): string =>
  `2026-${month}-10T10:00:00Z,${route},openai,${model},0,1000000,${id}`;

function send(name: string, ...lines: string[]): Promise<Answer> {
  const text = ['time,route,provider,model,input_tokens,output_tokens,request_id', ...lines, ''].join('\n');
  return call(upload, `uploads?${new URLSearchParams({ name, wait: '1' })}`, csv(text));
}

const month = (name: string, body: object): Promise<Answer> =>
  call(putMonth, `months/${name}`, json('PUT', body), { month: name });
const close = (name: string): Promise<Answer> =>
  month(name, { closed: true, by: 'Finance', note: 'Quarter end' });
const reopen = (name: string): Promise<Answer> => month(name, { closed: false, by: 'Finance' });
const detail = (name: string): Promise<Answer> => call(getMonth, `months/${name}`, {}, { month: name });

const PRICE = {
  provider: 'openai',
  model: 'gpt-4.1',
  currency: 'USD',
  effective_from: '2026-06-01',
  input: '2',
  output: '9',
  source: 'Contract',
};
const HOUSE = { ...PRICE, model: 'house-model', effective_from: '2026-01-01', output: '1' };
const columns = (price: object): string =>
  `${Object.keys(price).join(',')}\n${Object.values(price).join(',')}\n`;
const OFFICIAL = {
  name: 'Official',
  kind: 'official',
  terms: [
    { effective_from: '2026-01-01', credit_price: { amount: '1.1', currency: 'USD' }, source: 'Contract' },
  ],
};

/** Every way to change figures of June, with what undoes it where something does. */
const WRITES: [string, () => Promise<Answer>][] = [
  ['a price', () => call(putPrice, 'prices', json('PUT', PRICE))],
  [
    'a price import',
    () => call(importPrices, 'prices/import?source=Contract', csv(columns({ ...PRICE, output: '10' }))),
  ],
  ['the price of an unpriced model', () => call(putPrice, 'prices', json('PUT', HOUSE))],
  [
    'an alias',
    () =>
      call(
        putAlias,
        'prices/aliases',
        json('PUT', { alias: 'house-model', provider: 'openai', model: 'gpt-4.1' }),
      ),
  ],
  [
    'a rate import',
    () => call(importRates, 'rates/import?source=ECB', csv('date,usd_cny\n2026-06-09,7.5\n2026-06-10,7.5\n')),
  ],
  ['terms of a route', () => call(putRoute, 'routes/official', json('PUT', OFFICIAL), { id: 'official' })],
  ['a late upload', () => send('late.csv', usage('06', 'gpt-4.1', 'official', 'late'))],
  [
    'an upload’s removal',
    async () => {
      const { body } = await call(listUploads, 'uploads');
      const id = (body['uploads'] as { id: string; name: string }[]).find(
        ({ name }) => name === '06.csv',
      )?.id;
      return call(removeUpload, `uploads/${id}`, { method: 'DELETE' }, { id: id ?? '' });
    },
  ],
];

/** All that can be seen of the data. */
async function everything(): Promise<unknown> {
  return Promise.all([
    call(getSpend, 'spend?by=day,route,model'),
    call(getSpend, 'spend?by=month&currency=USD'),
    call(getPrices, 'prices'),
    call(listRoutes, 'routes'),
    call(listUploads, 'uploads').then(({ body }) =>
      (body['uploads'] as { name: string; status: string }[]).filter(({ status }) => status === 'ready'),
    ),
  ]);
}

describe('a month', () => {
  it('is closed with its figures, who, when and why: 1 M × $8 and a rate of 6.7758', async () => {
    const { status, body } = await close('2026-06');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      month: '2026-06',
      closed: true,
      by: 'Finance',
      note: 'Quarter end',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      currency: 'CNY',
      frozen: { requests: 2, list: '54.206400000000', charged: null, landed: '54.206400000000' },
      difference: '0.000000000000',
      history: [{ closed: true, by: 'Finance' }],
    });
    expect(body['rows']).toMatchObject([
      {
        route: 'official',
        model: 'gpt-4.1',
        frozen: { landed: '54.206400000000' },
        difference: '0.000000000000',
      },
      { route: 'relay', model: 'house-model', frozen: { requests: 1, landed: null }, difference: null },
    ]);
    const list = await call(listMonths, 'months');
    expect(list.body['rows']).toMatchObject([
      { month: '2026-06', closed: true, by: 'Finance' },
      { month: '2026-05', closed: false, frozen: null, difference: null },
    ]);
  });

  it('that is closed stays with who closed it', async () => {
    expect((await close('2026-06')).status).toBe(200);
    const other = await month('2026-06', { closed: true, by: 'Somebody else' });
    expect(other).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Finance') as string },
    });
    expect((await detail('2026-06')).body['history']).toHaveLength(1);
  });

  it.each([
    ['2026-13', { closed: true, by: 'Finance' }, 400],
    ['2026-06', { closed: true }, 400],
    ['2026-06', { closed: true, by: '  ' }, 400],
    ['2026-06', {}, 400],
    ['2031-01', { closed: true, by: 'Finance' }, 404],
  ])('%s is not closed by %j', async (name, body, status) => {
    expect((await month(name, body)).status).toBe(status);
  });
});

describe('a late upload', () => {
  it('tells what it changed: 1 M × $8 × 6.7996 = ¥54.3968 and as much again; taken back, nothing has', async () => {
    const before = await everything();
    const late = await send('late-may.csv', usage('05', 'gpt-4.1', 'official', 'late-may'));
    const id = late.body['id'] as string;
    const effect = await call(getEffect, `uploads/${id}/effect`, {}, { id });
    expect(effect.body).toEqual({
      upload: id,
      currency: 'CNY',
      effect: [{ month: '2026-05', before: '54.396800000000', after: '108.793600000000' }],
      new_months: [],
    });
    const added = await everything();
    const dry = await call(removeUpload, `uploads/${id}?dry_run=1`, { method: 'DELETE' }, { id });
    expect(dry).toEqual({
      status: 200,
      body: {
        currency: 'CNY',
        effect: [{ month: '2026-05', before: '108.793600000000', after: '54.396800000000' }],
        closed_months: [],
      },
    });
    expect(await everything()).toEqual(added);
    await call(removeUpload, `uploads/${id}`, { method: 'DELETE' }, { id });
    expect(await everything()).toEqual(before);
    const none = await call(removeUpload, `uploads/${id}?dry_run=1`, { method: 'DELETE' }, { id });
    expect(none.status).toBe(404);
    expect((await call(getEffect, 'uploads/none/effect', {}, { id: 'none' })).status).toBe(404);
  });
});

describe('while June is closed', () => {
  it.each(WRITES)('%s is refused, and nothing changes', async (_, write) => {
    const before = await everything();
    const { status, body } = await write();
    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: '/problems/closed-month',
      issues: [{ where: '2026-06', message: expect.stringContaining('closed by Finance on') as string }],
    });
    expect(await everything()).toEqual(before);
  });

  it('a dry run says which closed months are in the way', async () => {
    const dry = await call(putPrice, 'prices?dry_run=1', json('PUT', PRICE));
    expect(dry).toMatchObject({ status: 200, body: { closed_months: ['2026-06'] } });
    const { body } = await call(listUploads, 'uploads');
    const id = (body['uploads'] as { id: string; name: string }[]).find(({ name }) => name === '06.csv')?.id;
    const removal = await call(
      removeUpload,
      `uploads/${id}?dry_run=1`,
      { method: 'DELETE' },
      { id: id ?? '' },
    );
    expect(removal.body).toEqual({
      currency: 'CNY',
      effect: [{ month: '2026-06', before: '54.206400000000', after: null }],
      closed_months: ['2026-06'],
    });
  });

  it('an upload that is polled for is refused with the reason', async () => {
    const text = `time,route,model,input_tokens,output_tokens\n2026-06-10T11:00:00Z,official,gpt-4.1,1,1\n`;
    const sent = await call(upload, 'uploads?name=polled.csv', csv(text));
    expect(sent.status).toBe(202);
    const status = async () =>
      ((await call(listUploads, 'uploads')).body['uploads'] as Record<string, unknown>[]).find(
        ({ name }) => name === 'polled.csv',
      );
    await expect.poll(status, { timeout: 10_000 }).toMatchObject({ status: 'failed' });
    expect(JSON.stringify((await status())?.['issues'])).toContain('closed by Finance');
  });

  it('what changes no figure of it goes through', async () => {
    const frozen = (await detail('2026-06')).body;
    const price = { ...PRICE, effective_from: '2026-07-01' };
    expect((await call(putPrice, 'prices', json('PUT', price))).status).toBe(200);
    const twin = await send('twin.csv', usage('06', 'gpt-4.1'), usage('05', 'gpt-4.1', 'official', 'new'));
    expect(twin).toMatchObject({ status: 201, body: { rows: { accepted: 1, duplicate: 1 } } });
    const id = twin.body['id'] as string;
    expect((await call(removeUpload, `uploads/${id}`, { method: 'DELETE' }, { id })).status).toBe(204);
    expect((await detail('2026-06')).body).toEqual(frozen);
  });
});

describe('a month of a model whose price depends on the time of day', () => {
  // DeepSeek's list price of July 2025: $1.10 a million output tokens, $0.55 from 16:30 to 00:30 UTC.
  const HEADER = 'time,route,provider,model,input_tokens,output_tokens,requests,bucket_seconds';
  const sum = (model: string, hour: string, seconds: number): string =>
    `${HEADER}\n2025-07-10T${hour}:00:00Z,official,,${model},0,1000000,1,${seconds}\n`;
  const load = (model: string, hour: string, seconds: number): Promise<Answer> => {
    const query = new URLSearchParams({ name: `${model}-${seconds}`, wait: '1', overlap: 'replace' });
    return call(upload, `uploads?${query}`, csv(sum(model, hour, seconds)));
  };
  const list = async (): Promise<unknown> => {
    const { body } = await call(getSpend, 'spend?from=2025-07-01&to=2025-08-01&currency=USD');
    return (body['totals'] as Record<string, unknown>)['list'];
  };

  it('refuses the same sums told by the hour, and takes them where the hour changes no price', async () => {
    for (const model of ['deepseek-chat', 'gpt-4.1'])
      expect((await load(model, '00', 86_400)).status).toBe(201);
    await close('2025-07');
    const before = await everything();
    expect(await load('deepseek-chat', '18', 3600)).toMatchObject({
      status: 409,
      body: { type: '/problems/closed-month', issues: [{ where: '2025-07' }] },
    });
    expect(await everything()).toEqual(before);
    expect((await load('gpt-4.1', '18', 3600)).status).toBe(201);
    await reopen('2025-07');
    expect((await load('deepseek-chat', '18', 3600)).status).toBe(201);
    expect(await list()).toBe('8.550000000000'); // $8 + $0.55
  });
});

describe('a month that is reopened', () => {
  it('closed and reopened is as it was', async () => {
    await reopen('2026-06');
    const before = await everything();
    await close('2026-06');
    await reopen('2026-06');
    expect(await everything()).toEqual(before);
    expect((await detail('2026-06')).body).toMatchObject({ closed: false, frozen: null });
  });

  it.each(WRITES)('takes %s', async (_, write) => {
    const before = JSON.stringify(await everything());
    expect((await write()).status).toBeLessThan(300);
    expect(JSON.stringify(await everything())).not.toBe(before);
  });

  it('keeps who opened and closed it', async () => {
    const { body } = await detail('2026-06');
    const states = (body['history'] as { closed: boolean; by: string }[]).map(({ closed, by }) => [
      closed,
      by,
    ]);
    expect(states).toEqual([
      [true, 'Finance'],
      [false, 'Finance'],
      [true, 'Finance'],
      [false, 'Finance'],
    ]);
  });
});

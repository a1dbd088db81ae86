import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { POST as evaluate } from '../../src/routes/api/v1/roi/+server';
import { GET as list, POST as add } from '../../src/routes/api/v1/scenarios/+server';
import { DELETE as remove, GET as one, PUT as change } from '../../src/routes/api/v1/scenarios/[id]/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;
type Body = Record<string, unknown>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-roi-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

async function respond(
  handler: Handler,
  path: string,
  init: RequestInit = {},
  params = {},
): Promise<Response> {
  const url = new URL(path, 'http://localhost');
  return handler({ url, params, request: new Request(url, init), locals } as never);
}

async function call(
  handler: Handler,
  path: string,
  init: RequestInit = {},
  params = {},
): Promise<{ status: number; body: Body }> {
  const response = await respond(handler, path, init, params);
  return { status: response.status, body: (response.status === 204 ? {} : await response.json()) as Body };
}

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const post = (body: unknown): RequestInit => json('POST', body);

async function load(name: string, csv: string): Promise<void> {
  const init = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv };
  expect((await call(upload, `/api/v1/uploads?name=${name}&wait=1`, init)).status).toBe(201);
}

/** The scenario of the API's document: A of the model, to the twelfth place of its relay cost. */
const A = {
  currency: 'USD',
  horizon_months: 24,
  discount_rate_pct: 10,
  growth_pct: 0,
  official_monthly: '400',
  relay_monthly: '54.794520547945',
  adoption_pct: [5, 50, 100],
  mirrored_pct: [5],
  one_time: '6000',
  monthly_running: '0',
  credits: '0',
  outage: { monthly_probability_pct: 0, cost: '0' },
  prepaid: { balance: '0', default_monthly_probability_pct: 0 },
  simulation: { draws: 10000, seed: 1, growth_sd_pct: 2, rate_sd_pct: 3, discount_sd_pct: 5 },
};

/** B; R = 12,000 ÷ 6.7758 × 1.02 = 1,806.428761179… */
const B = {
  ...A,
  discount_rate_pct: 12,
  growth_pct: 4,
  official_monthly: '12000',
  relay_monthly: '1806.428761179491',
  adoption_pct: [5, 25, 50, 100],
  one_time: '18000',
  monthly_running: '400',
  credits: '100',
};

describe('POST /api/v1/roi', () => {
  it.each([
    ['A', A, { sum: 1781.643836, npv: 1015.296553, irr_pct: 27.6255, payback_months: 18.838889 }],
    ['B', B, { sum: 347653.426312, npv: 299315.670638, irr_pct: 3529.4891, payback_months: 3.950413 }],
  ])('scenario %s to six digits', async (_, scenario, expected) => {
    const { status, body } = await call(evaluate, '/api/v1/roi', post(scenario));
    expect(status).toBe(200);
    expect(body['sum']).toBeCloseTo(expected.sum, 6);
    expect(body['npv']).toBeCloseTo(expected.npv, 6);
    expect(body['irr_pct']).toBeCloseTo(expected.irr_pct, 4);
    expect(body['payback_months']).toBeCloseTo(expected.payback_months, 6);
    expect(body['flows']).toHaveLength(25);
    expect(body['cumulative']).toHaveLength(25);
    expect(body).toMatchObject({ currency: 'USD', estimate: true, irr_why: null, payback_why: null });
  });

  it('carries a range, the same for the same seed, and a tornado ranked by swing', async () => {
    const { body } = await call(evaluate, '/api/v1/roi', post(A));
    const simulation = body['simulation'] as { npv: Record<string, number>; loss_probability_pct: number };
    expect(simulation).toMatchObject({ draws: 10_000, seed: 1 });
    expect(simulation.npv['p10']).toBeLessThan(simulation.npv['p50']!);
    expect(simulation.npv['p50']).toBeLessThan(simulation.npv['p90']!);
    expect((await call(evaluate, '/api/v1/roi', post(A))).body['simulation']).toEqual(simulation);
    const swings = body['tornado'] as { input: string; npv_low: number; npv_high: number }[];
    const widths = swings.map(({ npv_low, npv_high }) => Math.abs(npv_high - npv_low));
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    // 20 % of 400 a month is by far the widest; of 6,000 it is 1,200 either way
    expect(swings.map(({ input }) => input).slice(0, 2)).toEqual(['official_monthly', 'one_time']);
  });

  it('is null with a reason where there is no figure', async () => {
    const { body } = await call(evaluate, '/api/v1/roi', post({ ...A, one_time: '0' }));
    expect(body).toMatchObject({
      irr_pct: null,
      irr_why: 'Nothing is put in first, so there is no rate of return on it.',
      payback_months: null,
      payback_why: 'There is no cost to pay back.',
      roi_pct: null,
      roi_why: 'There is no one-time cost to relate it to.',
    });
  });

  it('refuses what it cannot use, with the key at fault', async () => {
    const { status, body } = await call(evaluate, '/api/v1/roi', post({ ...A, horizon_months: 0 }));
    expect(status).toBe(400);
    expect(body['issues']).toEqual([{ where: 'horizon_months', message: 'must be 1 or more' }]);
    expect((await call(evaluate, '/api/v1/roi', { method: 'POST' })).status).toBe(400);
  });

  it('without usage and without amounts says what to do', async () => {
    const { status, body } = await call(evaluate, '/api/v1/roi', post({}));
    expect(status).toBe(400);
    expect(body['issues']).toMatchObject([{ where: 'official_monthly' }, { where: 'relay_monthly' }]);
  });

  it('gives the months as CSV whose columns add up to its figures', async () => {
    const response = await respond(evaluate, '/api/v1/roi?format=csv', post(A));
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect((await response.clone().text()).split('\r\n')[0]?.split(',').at(-1)).toBe('currency');
    const [head = '', ...lines] = (await response.text()).trim().split('\r\n');
    const names = head.split(',');
    const column = (name: string): number[] =>
      lines.map((line) => Number(line.split(',')[names.indexOf(name)]));
    const total = (name: string): number => column(name).reduce((sum, cell) => sum + cell, 0);
    expect(lines).toHaveLength(25);
    expect(total('flow')).toBeCloseTo(1781.643836, 6);
    expect(total('present_value')).toBeCloseTo(1015.296553, 6);
    const redone =
      total('official_before') -
      total('official_after') -
      total('relay_bill') +
      total('credits_used') -
      total('running') -
      total('expected_loss') -
      total('one_time');
    expect(redone).toBeCloseTo(1781.643836, 6);
    expect(column('cumulative').at(-1)).toBeCloseTo(1781.643836, 6);
  });
});

/**
 * 40 days of GPT-4.1 from 2 May to 10 June 2026, 1 million output tokens a day: $8 of list cost. The last day has one
 * hour of data only: complete are those up to 9 June. 30 days × $8 = $240; the relay's ¥240 at 7.3 are $32.876712…
 */
const DAYS = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2026, 4, 2 + i, 9)).toISOString());
const USAGE = [
  'time,route,model,input_tokens,output_tokens',
  ...DAYS.map((time) => `${time},official,gpt-4.1,0,1000000`),
  '',
].join('\n');

describe('the measured run rate', () => {
  beforeAll(() => load('official.csv', USAGE));

  it('is the last 30 complete days, said so', async () => {
    const { body } = await call(evaluate, '/api/v1/roi?home=USD&rate=7.3', post({ one_time: '1000' }));
    expect(body['run_rate']).toMatchObject({
      from: '2026-05-11',
      to: '2026-06-10',
      days: 30,
      complete: true,
      official_monthly: '240.000000000000',
      relay_monthly: '32.876712328767',
      requests_monthly: 30,
      official: { id: 'official' },
      relay: { id: 'relay' },
    });
    expect(body['scenario']).toMatchObject({
      currency: 'USD',
      official_monthly: '240.000000000000',
      relay_monthly: '32.876712328767',
      billing: { official: 'USD', relay: 'CNY' },
      market_rate: '7.3',
    });
  });

  it('is brought to 30 days where there are fewer: 3 × $8 × 30 ÷ 3', async () => {
    const path = '/api/v1/roi?home=USD&rate=7.3&from=2026-05-10&to=2026-05-13';
    const { body } = await call(evaluate, path, post({ one_time: '1000' }));
    expect(body['run_rate']).toMatchObject({ days: 3, official_monthly: '240.000000000000' });
  });

  it('takes an incomplete day where there is no other, and says so', async () => {
    const path = '/api/v1/roi?home=USD&rate=7.3&from=2026-06-10';
    const { body } = await call(evaluate, path, post({ one_time: '1000' }));
    expect(body['run_rate']).toMatchObject({
      days: 1,
      complete: false,
      official_monthly: '240.000000000000',
    });
  });
});

describe('scenarios', () => {
  let id = '';
  const address = (): [string, { id: string }] => [`/api/v1/scenarios/${id}`, { id }];

  it('are saved with what they were measured on', async () => {
    const body = { name: 'Plan A', scenario: { one_time: '1000' } };
    const saved = await call(add, '/api/v1/scenarios?home=USD&rate=7.3', post(body));
    expect(saved.status).toBe(201);
    expect(saved.body).toMatchObject({
      name: 'Plan A',
      scenario: { official_monthly: '240.000000000000', one_time: '1000' },
      made_on: { from: '2026-05-11', to: '2026-06-10', last_hour: '2026-06-10T09:00:00Z', requests: 40 },
      moved: null,
    });
    id = saved.body['id'] as string;
    expect((await call(list, '/api/v1/scenarios')).body['scenarios']).toMatchObject([{ id, name: 'Plan A' }]);
  });

  it('are duplicated, renamed, changed and removed', async () => {
    const copy = await call(add, '/api/v1/scenarios', post({ copy_of: id }));
    expect(copy.body).toMatchObject({ name: 'Plan A (copy)', scenario: { one_time: '1000' } });
    const [path, params] = [`/api/v1/scenarios/${String(copy.body['id'])}`, { id: copy.body['id'] }];
    const renamed = await call(change, path, json('PUT', { name: 'Plan B' }), params);
    expect(renamed.body).toMatchObject({ name: 'Plan B', made_on: { requests: 40 } });
    const changed = await call(change, path, json('PUT', { scenario: A }), params);
    expect(changed.body).toMatchObject({
      name: 'Plan B',
      result: { npv: expect.closeTo(1015.296553, 6) as number },
    });
    const rows = await (await respond(list, '/api/v1/scenarios?format=csv')).text();
    expect(rows.split('\r\n').map((line) => line.split(',')[1])).toEqual([
      'name',
      'Plan B',
      'Plan A',
      undefined,
    ]);
    expect((await call(remove, path, { method: 'DELETE' }, params)).status).toBe(204);
    expect((await call(remove, path, { method: 'DELETE' }, params)).status).toBe(404);
    expect((await call(one, path, {}, params)).status).toBe(404);
  });

  it('say when the data has moved since: 30 days more at twice the volume', async () => {
    const later = Array.from({ length: 30 }, (_, i) => new Date(Date.UTC(2026, 5, 11 + i, 23)).toISOString());
    await load(
      'july.csv',
      [
        'time,route,model,input_tokens,output_tokens',
        ...later.map((time) => `${time},official,gpt-4.1,0,2000000`),
        '',
      ].join('\n'),
    );
    const [path, params] = address();
    const { body } = await call(one, path, {}, params);
    expect(body['scenario']).toMatchObject({ official_monthly: '240.000000000000' });
    expect(body['moved']).toEqual({
      what: 'data',
      last_hour: '2026-07-10T23:00:00Z',
      requests: 70,
      official_monthly: '480.000000000000',
      relay_monthly: '65.753424657534',
    });
  });

  it.each([
    [{ scenario: A }, 'name'],
    [{ name: ' ', scenario: A }, 'name'],
    [{ name: 'C', scenario: { ...A, growth: 1 } }, 'scenario.growth'],
    [{ name: 'C', copy_of: 'nobody' }, 'copy_of'],
    [{ name: 'C', colour: 'red' }, 'colour'],
  ])('refuse %j', async (body, where) => {
    const refused = await call(add, '/api/v1/scenarios', post(body));
    expect(refused.status).toBe(400);
    expect(refused.body['issues']).toMatchObject([{ where }]);
  });
});

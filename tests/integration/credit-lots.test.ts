import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { PUT as putMonth } from '../../src/routes/api/v1/months/[month]/+server';
import { POST as importRates } from '../../src/routes/api/v1/rates/import/+server';
import { GET as getRoute, PUT as putRoute } from '../../src/routes/api/v1/routes/[id]/+server';
import { GET as getSavings } from '../../src/routes/api/v1/savings/+server';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;
let dataDir = '';

/**
 * GPT-4.1 output costs $8 per million: 5 M tokens are $40. The relay bills ¥5 for $1 by its terms.
 * April 40, May 40, June 40, July 40 USD of list cost.
 */
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-lots-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  await call(putRoute, '/api/v1/routes/relay-a', { body: RELAY, method: 'PUT' }, { id: 'relay-a' });
  const usage = `time,route,model,input_tokens,output_tokens,feature
2026-04-10T00:00:00Z,relay-a,gpt-4.1,0,5000000,chat
2026-05-10T00:00:00Z,relay-a,gpt-4.1,0,5000000,chat
2026-06-10T00:00:00Z,relay-a,gpt-4.1,0,2500000,chat
2026-06-10T00:00:00Z,relay-a,gpt-4.1,0,2500000,search
2026-07-10T00:00:00Z,relay-a,gpt-4.1,0,5000000,chat
`;
  const csv = { method: 'POST', headers: { 'content-type': 'text/csv' } };
  expect((await call(upload, '/api/v1/uploads?name=usage.csv&wait=1', { ...csv, body: usage })).status).toBe(
    201,
  );
  const rates =
    'date,usd_cny\n2026-04-10,8\n2026-05-01,7\n2026-05-10,7.5\n2026-06-01,6\n2026-06-10,6.5\n2026-07-10,5\n';
  expect((await call(importRates, '/api/v1/rates/import?source=ECB', { ...csv, body: rates })).status).toBe(
    200,
  );
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

const terms = {
  effective_from: '2026-01-01',
  credit_price: { amount: '5', currency: 'CNY' },
  fees: { top_up_pct: '0', top_up_min: '2' },
  source: 'Contract',
};
const BARE = { name: 'Relay A', kind: 'relay', terms: [terms] };
const RELAY = JSON.stringify(BARE);
/** $60 for ¥58 and the least fee of ¥2 on 1 May: ¥1 for $1. $40 for ¥160, its fee given as 0, on 1 June: ¥4 for $1. */
const LOTS = [
  {
    bought_on: '2026-06-01',
    credit: '40',
    paid: { amount: '160', currency: 'CNY' },
    fee: '0',
    source: 'Invoice 2',
  },
  { bought_on: '2026-05-01', credit: '60', paid: { amount: '58', currency: 'CNY' }, source: 'Invoice 1' },
];
const withLots = (lots: object[]): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...BARE, lots }),
});

async function call(
  handler: Handler,
  path: string,
  init: RequestInit = {},
  params: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = new URL(path, 'http://localhost');
  const response = await handler({ url, params, request: new Request(url, init), locals } as never);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function landed(query: string): Promise<(string | null)[]> {
  const { body } = await call(getSpend, `/api/v1/spend?${query}`);
  return (body['rows'] as { landed: string | null }[]).map((row) => row.landed);
}

describe('credit lots', () => {
  const put = (lots: object[], query = '') =>
    call(putRoute, `/api/v1/routes/relay-a${query}`, withLots(lots), { id: 'relay-a' });

  it('by the terms alone each month costs 40 × 5 = 200', async () => {
    expect(await landed('by=month&currency=CNY')).toEqual(Array(4).fill('200.000000000000'));
  });

  it('show their effect per month first: May 40 × 1, June 20 × 1 + 20 × 4, July 20 × 4 + 20 × 5', async () => {
    const { body } = await put(LOTS, '?dry_run=1&currency=CNY');
    expect(body).toMatchObject({
      effect: [
        { month: '2026-05', before: '200.000000000000', after: '40.000000000000' },
        { month: '2026-06', before: '200.000000000000', after: '100.000000000000' },
        { month: '2026-07', before: '200.000000000000', after: '180.000000000000' },
      ],
    });
    expect(await landed('by=month&currency=CNY')).toEqual(Array(4).fill('200.000000000000'));
  });

  it('then cost so, whatever part of the usage is looked at', async () => {
    expect((await put(LOTS)).status).toBe(200);
    expect(await landed('by=month&currency=CNY')).toEqual([
      '200.000000000000',
      '40.000000000000',
      '100.000000000000',
      '180.000000000000',
    ]);
    expect(await landed('by=feature&currency=CNY&from=2026-06-01&to=2026-07-01')).toEqual([
      '50.000000000000',
      '50.000000000000',
    ]);
    expect(await landed('by=month&currency=CNY&feature=search')).toEqual(['50.000000000000']);
  });

  it('at the rate of the purchase for a payer in dollars: 40 ÷ 7; 20 ÷ 7 + 80 ÷ 6; 80 ÷ 6 + 100 ÷ 5', async () => {
    expect(await landed('by=month&home=USD&currency=USD')).toEqual([
      '25.000000000000', // the terms on 10 April: 200 ÷ 8
      '5.714285714286',
      '16.190476190476',
      '33.333333333333',
    ]);
  });

  it('say what was used, what is left, and since when they were not enough', async () => {
    const { body } = await call(getRoute, '/api/v1/routes/relay-a', {}, { id: 'relay-a' });
    expect(body['lots']).toMatchObject([{ bought_on: '2026-05-01' }, { bought_on: '2026-06-01', fee: '0' }]);
    expect(body['credit_lots']).toEqual({
      lots: [
        {
          bought_on: '2026-05-01',
          credit: '60.000000000000',
          used: '60.000000000000',
          balance: '0.000000000000',
          currency: 'CNY',
          fee: '2',
          cost: '60.000000000000',
          used_cost: '60.000000000000',
          balance_cost: '0.000000000000',
          from: '2026-05-10',
          to: '2026-06-10',
          exhausted_on: null,
        },
        {
          bought_on: '2026-06-01',
          credit: '40.000000000000',
          used: '40.000000000000',
          balance: '0.000000000000',
          currency: 'CNY',
          fee: '0',
          cost: '160.000000000000',
          used_cost: '160.000000000000',
          balance_cost: '0.000000000000',
          from: '2026-06-10',
          to: '2026-07-10',
          exhausted_on: '2026-07-10',
        },
      ],
      uncovered: '20.000000000000',
      exhausted_on: '2026-07-10',
    });
    const spent = await call(getSpend, '/api/v1/spend?by=model&currency=CNY');
    expect((spent.body['basis'] as Record<string, unknown>)['credit_lots']).toEqual([
      {
        route: 'Relay A',
        balance: '0.000000000000',
        uncovered: '20.000000000000',
        exhausted_on: '2026-07-10',
      },
    ]);
  });

  it('savings stay by the terms: the same usage could not have used the lots too', async () => {
    const { body } = await call(
      getSavings,
      '/api/v1/savings?baseline=official&candidate=relay-a&currency=CNY',
    );
    expect(body['totals']).toMatchObject({ candidate: '800.000000000000' });
    expect(body['candidate']).toMatchObject({ credit_lots: 2 });
  });

  it.each([
    [{ ...LOTS[0], bought_on: '2025-12-31' }, 'lots.0.bought_on'],
    [{ ...LOTS[0], credit: '0' }, 'lots.0.credit'],
    [{ ...LOTS[0], paid: { amount: '-1', currency: 'CNY' } }, 'lots.0.paid.amount'],
    [{ ...LOTS[0], source: '' }, 'lots.0.source'],
    [{ ...LOTS[1], paid: { amount: '8', currency: 'USD' } }, 'lots.0.fee'],
    [{ ...LOTS[1], colour: 'red' }, 'lots.0.colour'],
  ])('are refused with the key at fault: %j', async (lot, where) => {
    const { status, body } = await put([lot]);
    expect(status).toBe(400);
    expect(body['issues']).toMatchObject([{ where }]);
  });

  it('go again with a route that is put without them', async () => {
    await put([]);
    expect(await landed('by=month&currency=CNY')).toEqual(Array(4).fill('200.000000000000'));
    const { body } = await call(getRoute, '/api/v1/routes/relay-a', {}, { id: 'relay-a' });
    expect(body).not.toHaveProperty('lots');
  });

  it('of a closed month are not used up by usage that comes late to an earlier one', async () => {
    const close = (closed: boolean) =>
      call(
        putMonth,
        '/api/v1/months/2026-07',
        {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ closed, by: 'Finance' }),
        },
        { month: '2026-07' },
      );
    const late = (day: string) =>
      call(upload, `/api/v1/uploads?name=${day}.csv&wait=1`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: `time,route,model,input_tokens,output_tokens,feature\n${day}T00:00:00Z,relay-a,gpt-4.1,0,2500000,late\n`,
      });
    await put(LOTS);
    expect((await close(true)).status).toBe(200);
    const before = await landed('by=month');
    const refused = await late('2026-05-20'); // $20 of the lots that June and July used
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/closed-month' } });
    expect(refused.body['issues']).toMatchObject([
      { where: '2026-07', message: expect.stringContaining('credit lots') as string },
    ]);
    expect(await landed('by=month')).toEqual(before);
    // neither usage before the first lot, of 1 May, nor usage after July moves it
    expect((await late('2026-04-20')).status).toBe(201);
    expect((await late('2026-08-20')).status).toBe(201);
    expect((await close(false)).status).toBe(200);
    expect((await late('2026-05-21')).status).toBe(201);
    expect((await landed('by=month'))[3]).not.toBe(before[3]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReconciliationAnswer, ReconciliationRow } from '$lib/server/answers/reconciliation-answer';
import { closeApp } from '$lib/server/app';
import { GET as getReconciliation } from '../../src/routes/api/v1/reconciliation/+server';
import {
  DELETE as deleteInvoice,
  GET as getInvoices,
  PUT as putInvoice,
} from '../../src/routes/api/v1/reconciliation/invoices/+server';
import { DELETE as deleteUpload } from '../../src/routes/api/v1/uploads/[id]/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';
import { openaiCostCsv, openaiUsageCsv } from './cost-files';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

const MINI = { model: 'gpt-5-mini-2025-08-07', project: 'A', user: 'u', requests: 1 };
const GPT = { model: 'gpt-4.1-2025-04-14', project: 'A', user: 'u', requests: 1, cached: 0 };
/**
 * Prices per million: gpt-5-mini 0.25 in, 0.025 cached, 2.00 out; gpt-4.1 2.00 in, 8.00 out, and half of it as batch.
 * gpt-5-mini, 1 and 2 June, each: 3 M × 0.25 + 1 M × 0.025 + 0.5 M × 2 = 1.775; together 3.55
 * gpt-4.1, 1 June: 1 M × 2 + 0.1 M × 8 = 2.80; 31 May: 1 M × 2 = 2.00
 */
const USAGE = openaiUsageCsv([
  { ...MINI, day: 1, input: 4e6, cached: 1e6, output: 5e5 },
  { ...MINI, day: 2, input: 4e6, cached: 1e6, output: 5e5 },
  { ...GPT, day: 1, input: 1e6, output: 1e5 },
  { ...GPT, day: 0, input: 1e6, output: 0 },
]);
/** gpt-5-mini as if cached input had no price of its own; gpt-4.1 as batch, and on a day without usage; a search. */
const COSTS = openaiCostCsv([
  ...[1, 2].flatMap((day) => [
    { day, project: 'A', item: 'gpt-5-mini, input_tokens', amount: '0.75' },
    { day, project: 'A', item: 'gpt-5-mini, input_cached_tokens', amount: '0.25' },
    { day, project: 'A', item: 'gpt-5-mini, output_tokens', amount: '1.00' },
  ]),
  { day: 1, project: 'A', item: 'gpt-4.1, input_tokens', amount: '1.00' },
  { day: 1, project: 'A', item: 'gpt-4.1, output_tokens', amount: '0.40' },
  { day: 3, project: 'A', item: 'gpt-4.1, output_tokens', amount: '0.40' },
  { day: 1, project: 'A', item: 'web search tool calls', amount: '0.30' },
]);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-reconcile-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterEach(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function call(handler: Handler, path: string, init: RequestInit = {}, params = {}): Promise<Response> {
  const url = new URL(path, 'http://localhost');
  return handler({ url, params, request: new Request(url, init), locals } as never);
}

async function send(text: string, query = 'route=official'): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: text };
  const response = await call(upload, `/api/v1/uploads?name=export.csv&wait=1&${query}`, init);
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

async function reconciliation(query = ''): Promise<ReconciliationAnswer> {
  const response = await call(getReconciliation, `/api/v1/reconciliation?${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as ReconciliationAnswer;
}

const put = (body: object): RequestInit => ({
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const INVOICE = {
  route: 'official',
  month: '2026-06',
  amount: '6.10',
  currency: 'usd',
  note: 'INV-7',
  by: 'Li',
};

function rowOf({ rows }: ReconciliationAnswer, model: string, month = '2026-06'): ReconciliationRow {
  const row = rows.find((one) => one.model === model && one.month === month);
  if (!row) throw new Error(`no row of ${model} in ${month}`);
  return row;
}

describe('GET /api/v1/reconciliation', () => {
  it('puts the biggest gap first and explains it', async () => {
    await send(USAGE);
    await send(COSTS);
    const answer = await reconciliation();
    expect(answer.rows.map(({ model, month, status }) => [model, month, status])).toEqual([
      ['gpt-4.1', '2026-06', 'differs'],
      ['gpt-5-mini', '2026-06', 'differs'],
      ['web search tool calls', '2026-06', 'not computed'],
      ['gpt-4.1', '2026-05', 'not charged'],
    ]);
    // 2.00 a day charged against 1.775: 2 M cached tokens × (0.25 − 0.025) = 0.45
    const mini = rowOf(answer, 'gpt-5-mini');
    expect(mini).toMatchObject({
      route: 'official',
      provider: 'openai',
      currency: 'USD',
      charged: '4.000000000000',
      computed: '3.550000000000',
      computed_is_converted: false,
      gap: '0.450000000000',
      gap_pct: 11.25,
    });
    expect(mini.explanations).toEqual([
      {
        kind: 'cached_as_uncached',
        certain: false,
        amount: '0.450000000000',
        explains_pct: 100,
        what: 'Charging cached input at the price of uncached input',
      },
    ]);
  });

  it('tells the part of a gap that is certain from what would explain the rest', async () => {
    await send(USAGE);
    await send(COSTS);
    // charged 1.40 + 0.40, computed 2.80: −1.00 = 0.40 without usage and −1.40, which is half of 2.80
    const row = rowOf(await reconciliation(), 'gpt-4.1');
    expect(row).toMatchObject({ charged: '1.800000000000', gap: '-1.000000000000' });
    expect(row.explanations[0]).toMatchObject({
      kind: 'charge_without_usage',
      certain: true,
      amount: '0.400000000000',
    });
    expect(row.explanations[1]).toMatchObject({
      kind: 'other_tier',
      certain: false,
      amount: '-1.400000000000',
      explains_pct: 100,
    });
    expect(row.explanations[1]?.what).toContain('batch');
  });

  it('says what cannot be compared: nothing computed, nothing charged', async () => {
    await send(USAGE);
    await send(COSTS);
    const answer = await reconciliation();
    expect(rowOf(answer, 'web search tool calls')).toMatchObject({
      charged: '0.300000000000',
      computed: null,
      gap: null,
    });
    expect(rowOf(answer, 'gpt-4.1', '2026-05')).toMatchObject({
      charged: null,
      computed: '2.000000000000',
      gap: null,
      currency: 'USD',
      explanations: [],
    });
    expect(answer.months).toMatchObject([
      { month: '2026-06', charged: '6.100000000000', computed: '6.350000000000', gap: '-0.250000000000' },
      { month: '2026-05', charged: null, computed: '2.000000000000', status: 'not charged' },
    ]);
  });

  it('names usage that nothing was charged for', async () => {
    await send(USAGE);
    await send(openaiCostCsv([{ day: 1, project: 'A', item: 'gpt-5-mini, input_tokens', amount: '1.775' }]));
    // the 1.775 of 2 June have no line: all of the gap
    const row = rowOf(await reconciliation(), 'gpt-5-mini');
    expect(row).toMatchObject({ gap: '-1.775000000000', status: 'differs' });
    expect(row.explanations).toMatchObject([
      { kind: 'usage_without_charge', certain: true, amount: '-1.775000000000', explains_pct: 100 },
    ]);
    expect(row.explanations[0]?.what).toContain('1 day');
  });

  it('takes whole months, a route and a tolerance from the query', async () => {
    await send(USAGE);
    await send(COSTS);
    const june = await reconciliation('from=2026-06-02&to=2026-06-03&tolerance=11.25');
    // 0.45 of 4.00 is 11.25 %
    expect(rowOf(june, 'gpt-5-mini')).toMatchObject({ charged: '4.000000000000', status: 'agrees' });
    expect(june.rows.some(({ month }) => month === '2026-05')).toBe(false);
    expect(rowOf(await reconciliation('tolerance=11.249'), 'gpt-5-mini').status).toBe('differs');
    expect((await reconciliation('route=relay')).rows).toEqual([]);
    for (const wrong of ['tolerance=-1', 'tolerance=101', 'tolerance=much']) {
      const response = await call(getReconciliation, `/api/v1/reconciliation?${wrong}`);
      expect(response.status).toBe(400);
      expect(JSON.stringify(await response.json())).toContain('tolerance');
    }
  });

  it('is a table as CSV, with the explanations', async () => {
    await send(USAGE);
    await send(COSTS);
    const response = await call(getReconciliation, '/api/v1/reconciliation?format=csv');
    const [head, first] = (await response.text()).split('\r\n');
    expect(head).toContain('route,provider,model,month,');
    expect(first).toContain('-1.000000000000');
    expect(first).toContain('charge_without_usage');
  });

  it('is as it was once the cost export is removed and loaded again, in either order', async () => {
    const usage = await send(USAGE);
    const before = await reconciliation();
    const costs = await send(COSTS);
    const both = await reconciliation();
    await call(deleteUpload, `/api/v1/uploads/${costs}`, { method: 'DELETE' }, { id: costs });
    expect(await reconciliation()).toEqual(before);
    await call(deleteUpload, `/api/v1/uploads/${usage}`, { method: 'DELETE' }, { id: usage });
    await send(COSTS);
    await send(USAGE);
    expect(await reconciliation()).toEqual(both);
  });
});

describe('charges of request logs', () => {
  const log = (rows: string[]): string =>
    ['time,route,provider,model,input_tokens,output_tokens,charged,currency', ...rows, ''].join('\n');

  it("are held against the route's terms in the currency of the charge", async () => {
    // ¥1 buys 1 USD of credit: 8.00 and 16.00 of list are ¥24; charged 9.60 and 19.20, 1.2 times as much on each day
    await send(
      log([
        '2026-06-01T10:00:00Z,relay,openai,gpt-4.1,0,1000000,9.60,CNY',
        '2026-06-02T10:00:00Z,relay,openai,gpt-4.1,0,2000000,19.20,CNY',
      ]),
      '',
    );
    const row = rowOf(await reconciliation(), 'gpt-4.1');
    expect(row).toMatchObject({
      currency: 'CNY',
      computed: '24.000000000000',
      computed_is_converted: false,
      gap: '4.800000000000',
    });
    expect(row.explanations).toMatchObject([
      { kind: 'multiplier', amount: '4.800000000000', explains_pct: 100 },
    ]);
    expect(row.explanations[0]?.what).toContain('1.2 ×');
  });

  it('in USD on a relay that bills yuan count credit, and an unknown rate is no figure', async () => {
    await send(
      log([
        '2026-06-01T10:00:00Z,relay,openai,gpt-4.1,0,1000000,8.00,USD',
        '2026-06-01T10:00:00Z,official,openai,gpt-4.1,0,1000000,7.00,EUR',
      ]),
      '',
    );
    const { rows } = await reconciliation();
    expect(rows.find(({ route }) => route === 'relay')).toMatchObject({
      computed: '8.000000000000',
      status: 'agrees',
    });
    const euro = rows.find(({ currency }) => currency === 'EUR');
    expect(euro).toMatchObject({ charged: '7.000000000000', computed: null, status: 'not computed' });
    expect(euro?.explanations).toMatchObject([{ kind: 'no_rate', amount: '7.000000000000', certain: true }]);
  });

  it('of a model without a price are no gap of prices', async () => {
    await send(log(['2026-06-01T10:00:00Z,official,,house-llm,1000,0,5.00,USD']), '');
    expect((await reconciliation()).rows).toMatchObject([
      { model: 'house-llm', computed: null, explanations: [{ kind: 'unpriced', certain: true }] },
    ]);
  });
});

describe('invoices', () => {
  it('are entered per route and month, and held against charged and computed', async () => {
    await send(USAGE);
    await send(COSTS);
    const response = await call(putInvoice, '/api/v1/reconciliation/invoices', put(INVOICE));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      amount: '6.100000000000',
      currency: 'USD',
      by: 'Li',
      note: 'INV-7',
    });
    const [june] = (await reconciliation()).months;
    // 6.10 is what was charged; against 6.35 computed it is −0.25, 4.0983 % of the invoice
    expect(june?.invoice).toMatchObject({
      amount: '6.100000000000',
      against_charged: { gap: '0.000000000000', gap_pct: 0, agrees: true },
      against_computed: { gap: '-0.250000000000', gap_pct: -4.0983, agrees: false },
    });
    const [wider] = (await reconciliation('tolerance=5')).months;
    expect(wider?.invoice?.against_computed?.agrees).toBe(true);
  });

  it('replace the one of the same route, month and currency, and can be removed', async () => {
    await send(USAGE);
    for (const change of [{}, { amount: '7' }, { month: '2026-05', currency: 'CNY', amount: '14.20' }])
      await call(putInvoice, '/api/v1/reconciliation/invoices', put({ ...INVOICE, ...change }));
    const months = async () =>
      (await reconciliation()).months.map(({ month, currency, charged, invoice }) => [
        month,
        currency,
        charged,
        invoice?.amount ?? null,
      ]);
    expect(await months()).toEqual([
      ['2026-06', 'USD', null, '7.000000000000'],
      ['2026-05', 'CNY', null, '14.200000000000'],
      ['2026-05', 'USD', null, null],
    ]);
    const path = '/api/v1/reconciliation/invoices?route=official&month=2026-05&currency=CNY';
    expect((await call(deleteInvoice, path, { method: 'DELETE' })).status).toBe(204);
    expect((await call(deleteInvoice, path, { method: 'DELETE' })).status).toBe(404);
    expect(await months()).toHaveLength(2);
    const list = (await (await call(getInvoices, '/api/v1/reconciliation/invoices')).json()) as {
      invoices: unknown[];
    };
    expect(list.invoices).toMatchObject([{ month: '2026-06', amount: '7.000000000000' }]);
  });

  it.each([
    ['route', { route: 'nowhere' }],
    ['month', { month: '2026-13' }],
    ['amount', { amount: 6.1 }],
    ['amount', { amount: '6,10' }],
    ['currency', { currency: 'US' }],
    ['paid', { paid: true }],
  ])('are refused where %s is wrong', async (where, change) => {
    const response = await call(
      putInvoice,
      '/api/v1/reconciliation/invoices',
      put({ ...INVOICE, ...change }),
    );
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ issues: [{ where }] });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RelaysAnswer } from '$lib/exchange/relays-answer';
import type { SavingsAnswer } from '$lib/exchange/savings-answer';
import { app, closeApp } from '$lib/server/app';
import { GET as getSavings } from '../../src/routes/api/v1/savings/+server';
import { GET as getRelays } from '../../src/routes/api/v1/savings/relays/+server';

/** 50 million output tokens: $400, and $125 of the other model. */
const USAGE = [
  'time,route,model,input_tokens,output_tokens',
  '2026-06-10T10:00:00Z,official,gpt-4.1,0,50000000',
  '2026-06-10T11:00:00Z,relay,gemini-2.5-flash,0,50000000',
].join('\n');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-relays-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest } = await app();
  const body = new Blob([`${USAGE}\n`]).stream();
  const received = await ingest.receive(body, { name: 'usage.csv', format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 2 } } });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(handler: unknown, path: string): Promise<{ status: number; body: T }> {
  const url = new URL(path, 'http://localhost');
  const response = await (handler as (event: object) => Promise<Response>)({
    url,
    request: new Request(url),
  });
  const isText = url.searchParams.get('format') === 'csv';
  return { status: response.status, body: (isText ? await response.text() : await response.json()) as T };
}

const relays = async (query: string): Promise<RelaysAnswer> =>
  (await ask<RelaysAnswer>(getRelays, `/api/v1/savings/relays?home=CNY&${query}`)).body;
const savings = async (query: string): Promise<SavingsAnswer> =>
  (await ask<SavingsAnswer>(getSavings, `/api/v1/savings?home=CNY&${query}`)).body;
const short = (amount: string | null | undefined): string =>
  amount == null ? 'null' : String(Number(amount));

const BESIDE = 'rate=7.3&beside=what-if-cny-7-3&beside=what-if-cny-0-06-group-2&beside=what-if-usd-1-card';

describe('GET /savings/relays', () => {
  it('the same $525 on the official route beside four relays: ¥3,832.50 at 7.3', async () => {
    const { baseline, relays: found, currency } = await relays(BESIDE);
    expect([baseline.id, currency]).toEqual(['official', 'CNY']);
    expect(
      found.map(({ route, ...row }) => [
        route.id,
        short(row.baseline),
        short(row.candidate),
        short(row.saving),
      ]),
    ).toEqual([
      ['relay', '3832.5', '525', '3307.5'],
      ['what-if-cny-7-3', '3832.5', '3832.5', '0'], // ¥7.3 for $1 saves nothing
      ['what-if-cny-0-06-group-2', '3832.5', '63', '3769.5'], // 525 × 2 × 0.06
      ['what-if-usd-1-card', '3832.5', '4043.2875', '-210.7875'], // × 1.055
    ]);
    expect(found.map(({ break_even }) => short(break_even.credit_price?.amount))).toEqual([
      '7.3',
      '7.3',
      '3.65', // 7.3 ÷ 2
      '0.947867298578', // 1 ÷ 1.055
    ]);
  });

  it('model by model: ¥2,920 and ¥912.50 on the official route', async () => {
    const { rows } = await relays(BESIDE);
    expect(
      rows.map(({ model, route, ...row }) => [model, route, short(row.baseline), short(row.candidate)]),
    ).toEqual([
      ['gpt-4.1', 'relay', '2920', '400'],
      ['gpt-4.1', 'what-if-cny-7-3', '2920', '2920'],
      ['gpt-4.1', 'what-if-cny-0-06-group-2', '2920', '48'],
      ['gpt-4.1', 'what-if-usd-1-card', '2920', '3080.6'],
      ['gemini-2.5-flash', 'relay', '912.5', '125'],
      ['gemini-2.5-flash', 'what-if-cny-7-3', '912.5', '912.5'],
      ['gemini-2.5-flash', 'what-if-cny-0-06-group-2', '912.5', '15'],
      ['gemini-2.5-flash', 'what-if-usd-1-card', '912.5', '962.6875'],
    ]);
  });

  it('one relay alone is what GET /savings says of it', async () => {
    const query = 'candidate=what-if-cny-1-abroad&home=USD&rate=7.3';
    const { relays: found } = await relays(`beside=what-if-cny-1-abroad&${query}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject((await savings(query)).totals);
  });

  it('fees line by line: $525 of credit are 71.92; × 1.5 % and then 6 %', async () => {
    const { totals } = (
      await ask<SavingsAnswer>(getSavings, '/api/v1/savings?home=USD&rate=7.3&candidate=what-if-cny-1-abroad')
    ).body;
    const credit = 525 / 7.3;
    expect(Number(totals.fee_parts?.conversion)).toBeCloseTo(-credit * 0.015, 10);
    expect(Number(totals.fee_parts?.vat)).toBeCloseTo(-credit * 1.015 * 0.06, 10);
    expect([totals.fee_parts?.top_up, totals.fee_parts?.withholding].map(short)).toEqual(['0', '0']);
  });

  it('top-ups of $10 cost 8 %: the least fee of $0.80', async () => {
    const { totals } = await savings('home=USD&currency=USD&candidate=what-if-usd-1-card&top_up=10');
    expect(short(totals.candidate)).toBe('567'); // 525 × 1.08
    expect(short(totals.fee_parts?.top_up)).toBe('-42');
  });

  it('by default the relays of the data, and as CSV a line for each model and relay', async () => {
    const { relays: found } = await relays('');
    expect(found.map(({ route }) => route.id)).toEqual(['relay']);
    const { body } = await ask<string>(getRelays, `/api/v1/savings/relays?format=csv&home=CNY&${BESIDE}`);
    expect(body.trim().split('\r\n')).toHaveLength(1 + 8);
    expect(body).toContain('fee_parts_top_up');
  });

  it('names the currency of its amounts in every line of CSV', async () => {
    for (const [handler, path] of [
      [getSavings, `savings?format=csv&home=CNY`],
      [getRelays, `savings/relays?format=csv&home=CNY&${BESIDE}`],
    ] as const) {
      const { body } = await ask<string>(handler, `/api/v1/${path}`);
      const [head = '', ...lines] = body.trim().split('\r\n');
      expect(head.split(',').at(-1)).toBe('currency');
      expect(new Set(lines.map((line) => line.split(',').at(-1)))).toEqual(new Set(['CNY']));
    }
  });

  it('terms to try out are in no list of routes', async () => {
    const { store } = await app();
    expect((await store.routes()).filter(({ id }) => id.startsWith('what-if'))).toEqual([]);
  });

  it.each([
    ['beside=nowhere', 'beside'],
    ['candidate=nowhere', 'candidate'],
    ['top_up=0', 'top_up'],
    [Array.from({ length: 13 }, (_, index) => `beside=r${index}`).join('&'), 'beside'],
  ])('refuses %s', async (query, where) => {
    const { status, body } = await ask<{ issues: { where: string }[] }>(
      getRelays,
      `/api/v1/savings/relays?${query}`,
    );
    expect([status, body.issues[0]?.where]).toEqual([400, where]);
  });
});

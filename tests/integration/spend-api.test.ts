import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import type { BridgeAnswer } from '$lib/server/answers/bridge-answer';
import { spend } from '$lib/server/answers/spend';
import type { SpendAnswer, SpendKey } from '$lib/server/answers/spend-answer';
import { spendConversations } from '$lib/server/answers/spend-conversations';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { GET as getBridge } from '../../src/routes/api/v1/bridge/+server';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';

/**
 * May, June and July 2026. Prices per million: gpt-4.1 2.00 in, 8.00 out; claude-sonnet-4-5 3.00 in, 15.00 out;
 * deepseek-v3.2 0.28 in. CNY per USD: 6.7996 in May, 6.7758 from June on. The relay sells $1 of credit for ¥1.
 */
const USAGE = [
  'time,route,model,input_tokens,cache_write_5m_tokens,output_tokens,user,conversation',
  '2026-05-04T10:00:00Z,official,gpt-4.1,1000000,0,250000,ann,c1', // 2 + 2 = $4, ¥27.1984
  '2026-05-05T10:00:00Z,official,claude-sonnet-4-5,100000,0,20000,bob,c2', // 0.3 + 0.3 = $0.60, ¥4.07976
  '2026-06-02T10:00:00Z,official,gpt-4.1,2000000,0,500000,ann,c3', // 4 + 4 = $8, ¥54.2064
  '2026-06-03T10:00:00Z,relay,gpt-4.1,500000,0,62500,cyd,c3', // 1 + 0.5 = $1.50 of credit, ¥1.50
  '2026-06-04T10:00:00Z,official,deepseek-v3.2,1000000,0,0,dan,', // $0.28, ¥1.897224
  '2026-06-05T10:00:00Z,official,house-llm-7b,700,0,300,eve,', // no price is known
  '2026-07-01T10:00:00Z,official,gpt-4.1,1000,400,0,fay,', // no price for cache writes is known
].join('\n');

const MAY_TO_JUNE = 'from=2026-06-01&to=2026-07-01&compare_from=2026-05-01&compare_to=2026-06-01';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-spend-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest } = await app();
  const body = new Blob([`${USAGE}\n`]).stream();
  const received = await ingest.receive(body, { name: 'usage.csv', format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 7 } } });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function ask<T>(handler: (event: never) => Response | Promise<Response>, path: string): Promise<T> {
  const url = new URL(path, 'http://localhost');
  const response = await handler({ url, request: new Request(url) } as never);
  return (url.searchParams.get('format') === 'csv' ? response.text() : response.json()) as Promise<T>;
}

const bridgeOf = (query: string): Promise<BridgeAnswer> =>
  ask(getBridge as never, `/api/v1/bridge?home=CNY&${query}`);

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const pico = (decimal: string | null): bigint => BigInt((decimal ?? 'none').replace('.', ''));
const short = (decimal: string): string => String(Number(decimal));
const partsOf = ({ parts }: BridgeAnswer['totals']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parts ?? {})
      .filter(([, amount]) => /[1-9]/.test(amount))
      .map(([part, amount]) => [part, short(amount)]),
  );

describe('GET /bridge', () => {
  /**
   * Tokens of gpt-4.1, the one model of both months: 1,250,000 → 3,062,500, × 2.45.
   * official: 27.1984 × 1.45 = 39.43768 of volume; twice the old classes cost 54.3968, so mix 54.3968 − 66.63608;
   * the rate takes it to 54.2064. relay, new to the model: 1.5 of its old 4 dollars, 27.1984 × 1.5 ÷ 4 = 10.1994 of mix;
   * its ¥1 credit takes that to 1.5.
   */
  it('splits the change of each model and route', async () => {
    const { totals, rows } = await bridgeOf(MAY_TO_JUNE);
    expect(totals).toMatchObject({
      before: '31.278160000000', // 27.1984 + 4.07976
      after: '57.603624000000', // 54.2064 + 1.5 + 1.897224
      difference: '26.325464000000',
    });
    const said = Object.fromEntries(rows.map((row) => [`${row.model} ${row.route}`, partsOf(row)]));
    expect(said).toEqual({
      'gpt-4.1 official': { volume: '39.43768', mix: '-12.23928', exchange_rate: '-0.1904' },
      'gpt-4.1 relay': { mix: '10.1994', exchange_rate: '-8.6994' },
      'deepseek-v3.2 official': { new_models: '1.897224' },
      'claude-sonnet-4-5 official': { vanished_models: '-4.07976' },
      'house-llm-7b official': {},
    });
    expect(partsOf(totals)).toEqual({
      volume: '39.43768',
      mix: '-2.03988',
      exchange_rate: '-8.8898',
      new_models: '1.897224',
      vanished_models: '-4.07976',
    });
  });

  it('has parts that sum to the difference to the last digit, in every row', async () => {
    const { totals, rows } = await bridgeOf(`${MAY_TO_JUNE}&per=day&rate=7.123457`);
    for (const { parts, difference } of [totals, ...rows]) {
      if (!parts || difference === null) continue;
      expect(Object.values(parts).reduce((sum, part) => sum + pico(part), 0n)).toBe(pico(difference));
    }
    expect(rows.filter(({ parts }) => parts !== null)).toHaveLength(4);
  });

  it('leaves unknown what has no price', async () => {
    const { rows, after } = await bridgeOf(MAY_TO_JUNE);
    expect(rows.find(({ model }) => model === 'house-llm-7b')).toMatchObject({
      after: null,
      difference: null,
    });
    expect(after.unpriced_tokens).toBe(1000);
  });

  it('says that periods differ in length, and divides only where asked to', async () => {
    const whole = await bridgeOf(MAY_TO_JUNE);
    expect(whole.per_day).toBe(false);
    // the data begins on 4 May: 28 of 31 days
    expect(whole.before).toMatchObject({ days: 31, days_with_data: 28, partial: true });
    expect(whole.after).toMatchObject({ days: 30, days_with_data: 30, partial: false });
    expect(whole.caution).toMatch(/covers 28 of the 31 days/);
    const perDay = await bridgeOf(`${MAY_TO_JUNE}&per=day`);
    // 31.27816 ÷ 28 = 1.11707714285714…, 57.603624 ÷ 30 = 1.9201208
    expect(perDay.totals).toMatchObject({ before: '1.117077142857', after: '1.920120800000' });
  });

  it('has no parts where a period has nothing to compare with', async () => {
    const { totals, rows } = await bridgeOf(
      'from=2026-06-01&to=2026-07-01&compare_from=2025-06-01&compare_to=2025-07-01',
    );
    expect(totals).toMatchObject({ before: null, difference: null, parts: null });
    expect(rows).toEqual([]);
  });

  it('asks for the second period, and gives its rows as CSV', async () => {
    expect(await bridgeOf('from=2026-06-01')).toMatchObject({
      status: 400,
      issues: [{ where: 'compare_from' }],
    });
    const csv = await ask<string>(getBridge as never, `/api/v1/bridge?home=CNY&${MAY_TO_JUNE}&format=csv`);
    expect(csv.split('\r\n')[0]).toMatch(/^model,route,state,.*parts_volume,parts_mix,parts_price/);
    expect(csv.trim().split('\r\n')).toHaveLength(6);
  });
});

describe('GET /spend?top', () => {
  const june = 'from=2026-06-01&to=2026-07-01';
  const topOf = (by: SpendKey[], top: number, query = june): Promise<SpendAnswer> =>
    spend(filtersOf(query), by, top);

  it('names the dearest, and states the rest', async () => {
    const { rows, totals } = await topOf(['user'], 2);
    expect(rows.map(({ user, others, landed }) => [user ?? others, landed])).toEqual([
      ['ann', '54.206400000000'],
      ['dan', '1.897224000000'],
      [2, '1.500000000000'], // cyd on the relay, and eve without a price
    ]);
    expect(rows[2]).toMatchObject({ requests: 2, unpriced_requests: 1 });
    expect(rows.reduce((sum, row) => sum + pico(row.landed), 0n)).toBe(pico(totals.landed));
  });

  it('does so per week too, of the same names', async () => {
    const { rows } = await topOf(['week', 'user'], 1);
    expect(rows.map(({ week, user, others }) => [week, user ?? others])).toEqual([
      ['2026-06-01', 'ann'],
      ['2026-06-01', 3],
    ]);
  });

  it('has no row of others where all are named', async () => {
    expect((await topOf(['user'], 4)).rows.map(({ user }) => user)).toEqual(['ann', 'dan', 'cyd', 'eve']);
    expect((await topOf(['model'], 9)).rows.every(({ others }) => others === undefined)).toBe(true);
  });

  it('holds the same names against the compared period, and says who left', async () => {
    const { rows, compared } = await topOf(['user'], 1, MAY_TO_JUNE);
    expect(rows.map(({ user, others }) => user ?? others)).toEqual(['ann', 3]);
    expect(compared?.rows.map(({ user, landed }) => [user, landed])).toEqual([['ann', '27.198400000000']]);
    expect(compared?.vanished.map(({ user, landed }) => [user, landed])).toEqual([['bob', '4.079760000000']]);
  });

  it('works for what is no label, and is refused where it is no number', async () => {
    const { rows } = await topOf(['model'], 1);
    expect(rows.map(({ model, others }) => model ?? others)).toEqual(['gpt-4.1', 2]);
    expect(await ask(getSpend as never, '/api/v1/spend?by=user&top=none')).toMatchObject({
      status: 400,
      issues: [{ where: 'top' }],
    });
  });
});

describe('requests without a price', () => {
  it('are counted exactly where nothing of theirs is priced, and apart where something is', async () => {
    const { totals, basis } = await spend(filtersOf(''), ['model']);
    expect(totals).toMatchObject({
      unpriced_requests: 1,
      partly_unpriced_requests: 1,
      unpriced_tokens: 1400,
    });
    expect(basis).toMatchObject({ unpriced_requests: 1, partly_unpriced_requests: 1 });
  });
});

describe('cost per conversation', () => {
  it('is of the requests that belong to one', async () => {
    const filters = filtersOf('');
    const answer = await spend(filters, ['model']);
    const found = await spendConversations(filters, ['model'], answer);
    // 27.1984 + 4.07976 + 54.2064 + 1.5 = 86.98456, by c1, c2, c3: 28.99485333…
    expect(found?.totals).toEqual({
      conversations: 3,
      requests_without: 3,
      landed: '86.984560000000',
      per_conversation: '28.994853333333',
    });
    // c1 and c3 are of gpt-4.1: 27.1984 + 54.2064 + 1.5 = 82.9048
    expect(found?.rows.find(({ name }) => name === 'gpt-4.1')).toMatchObject({
      conversations: 2,
      per_conversation: '41.452400000000',
    });
  });

  it('is of each user', async () => {
    const filters = filtersOf('from=2026-06-01&to=2026-07-01');
    const found = await spendConversations(filters, ['user'], await spend(filters, ['user'], 2));
    expect(found?.rows).toMatchObject([
      { name: 'ann', conversations: 1, landed: '54.206400000000' },
      { name: 'dan', conversations: 0, requests_without: 1, per_conversation: null },
    ]);
  });

  it('is not said where no source tells conversations', async () => {
    const filters = filtersOf('data=sample');
    expect(await spendConversations(filters, ['model'], await spend(filters, ['model']))).toBeNull();
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facets } from '$lib/server/answers/facets';
import { overview } from '$lib/server/answers/overview';
import { routePair, savings } from '$lib/server/answers/savings';
import { spend } from '$lib/server/answers/spend';
import type { SpendKey, SpendRow } from '$lib/server/answers/spend-answer';
import { app, closeApp } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { decimalToPico } from '$lib/usage/money';
import { parseFilters } from '$lib/usage/parse-filters';
import { openaiCostCsv, openaiUsageCsv } from './cost-files';

/**
 * Prices per million: gpt-5-mini 0.25 in, 0.025 cached, 2.00 out; gpt-4.1 2.00 in, 8.00 out. List cost:
 * A, u1, 1 June: 3 M × 0.25 + 1 M × 0.025 + 0.5 M × 2 = 0.75 + 0.025 + 1 = 1.775
 * A, u2, 1 June: 0.4 M × 0.25 = 0.10
 * B, 1 June: 2 M × 0.25 + 0.25 M × 2 = 1.00
 * A, 2 June, gpt-4.1: 1 M × 2 + 0.1 M × 8 = 2.80
 */
const MINI = 'gpt-5-mini-2025-08-07';
const USAGE = openaiUsageCsv([
  { day: 1, project: 'proj_A', user: 'u1', model: MINI, requests: 10, input: 4e6, cached: 1e6, output: 5e5 },
  { day: 1, project: 'proj_A', user: 'u2', model: MINI, requests: 1, input: 4e5, cached: 0, output: 0 },
  { day: 1, project: 'proj_B', user: 'u1', model: MINI, requests: 5, input: 2e6, cached: 0, output: 25e4 },
  {
    day: 2,
    project: 'proj_A',
    user: 'u1',
    model: 'gpt-4.1-2025-04-14',
    requests: 2,
    input: 1e6,
    cached: 0,
    output: 1e5,
  },
]);
/** 2.00 for A and 0.90 for B on 1 June; a search without a model; 0.40 for gpt-4.1 on a day without usage of it. */
const COSTS = openaiCostCsv([
  { day: 1, project: 'proj_A', item: 'gpt-5-mini, input_tokens', amount: '0.75' },
  { day: 1, project: 'proj_A', item: 'gpt-5-mini, input_cached_tokens', amount: '0.25' },
  { day: 1, project: 'proj_A', item: 'gpt-5-mini, output_tokens', amount: '1.00' },
  { day: 1, project: 'proj_B', item: 'gpt-5-mini, output_tokens', amount: '0.90' },
  { day: 1, project: 'proj_A', item: 'web search tool calls', amount: '0.30' },
  { day: 3, project: 'proj_A', item: 'gpt-4.1, output_tokens', amount: '0.40' },
]);
const GATEWAY = [
  'time,route,provider,model,input_tokens,output_tokens,feature,charged,currency',
  '2026-06-01T10:00:00Z,official,openai,gpt-5-mini,1000000,0,chat,0.26,USD',
  '2026-06-01T11:00:00Z,official,openai,gpt-5-mini,3000000,0,search,0.80,USD',
  '2026-06-02T10:00:00Z,official,openai,gpt-5-mini,1000000,0,chat,0.27,USD',
  '',
].join('\n');

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-costs-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterEach(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function upload(text: string): Promise<string> {
  const { ingest } = await app();
  const received = await ingest.receive(new Blob([text]).stream(), {
    name: 'export.csv',
    format: 'auto',
    wait: true,
    route: 'official',
  });
  if (!received.ok) throw new Error(JSON.stringify(received));
  return received.upload.id;
}

function filters(query = ''): Filters {
  const parsed = parseFilters(new URLSearchParams(`home=USD&currency=USD&${query}`), { home: 'USD' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

async function by(key: SpendKey, query = ''): Promise<Map<string | null, SpendRow>> {
  const { rows } = await spend(filters(query), [key]);
  return new Map(rows.map((row) => [row[key] ?? null, row]));
}

const sumOf = (rows: Iterable<SpendRow>, key: 'landed' | 'charged'): bigint =>
  [...rows].reduce((sum, row) => sum + decimalToPico(row[key] ?? '0'), 0n);

describe('a usage export and the cost export of the same traffic', () => {
  it('are two views, not two amounts', async () => {
    await upload(USAGE);
    expect((await spend(filters(), ['model'])).totals).toMatchObject({
      requests: 18,
      landed: '5.675000000000',
    });
    await upload(COSTS);
    const { totals, charge_lines } = await spend(filters(), ['model']);
    // 2.00 + 0.90 + 0.30 + 0.40 charged; gpt-4.1 of 2 June has no line: its list cost of 2.80 stays
    expect(totals).toMatchObject({
      requests: 18,
      list: '5.675000000000',
      charged: '3.600000000000',
      landed: '6.400000000000',
    });
    expect(charge_lines).toEqual({ used: true, set_aside: {} });
  });

  it('shows a line without usage as its own, without requests and tokens', async () => {
    await upload(USAGE);
    await upload(COSTS);
    const rows = await by('model');
    expect(rows.get('gpt-5-mini')).toMatchObject({
      requests: 16,
      charged: '2.900000000000',
      landed: '2.900000000000',
    });
    expect(rows.get('gpt-4.1')).toMatchObject({
      requests: 2,
      charged: '0.400000000000',
      landed: '3.200000000000',
    });
    expect(rows.get('web search tool calls')).toMatchObject({
      requests: null,
      tokens: null,
      list: null,
      charged: '0.300000000000',
      landed: '0.300000000000',
    });
    expect(rows.size).toBe(3);
  });

  it('keeps the money of a project with its usage, and of a day with its day', async () => {
    await upload(USAGE);
    await upload(COSTS);
    const projects = await by('project');
    // A: 2.00 + 0.30 + 0.40 charged and 2.80 of list
    expect(projects.get('proj_A')).toMatchObject({ landed: '5.500000000000', charged_allocated: false });
    expect(projects.get('proj_B')).toMatchObject({ landed: '0.900000000000', charged_allocated: false });
    const days = await by('day');
    expect([...days].map(([day, { landed }]) => [day, landed])).toEqual([
      ['2026-06-01', '3.200000000000'],
      ['2026-06-02', '2.800000000000'],
      ['2026-06-03', '0.400000000000'],
    ]);
    expect(days.get('2026-06-03')).toMatchObject({ requests: null, tokens: null });
  });

  it('shares a line out over labels that it lacks, to the last pico-unit, and says so', async () => {
    await upload(USAGE);
    await upload(COSTS);
    const users = await by('user');
    // A's 2.00 over 1.775 : 0.10 is 1.89333… and 0.10666…; the unit left goes to the larger remainder
    expect(users.get('u2')).toMatchObject({ charged: '0.106666666667', charged_allocated: true });
    // 1.893333333333 and B's 0.90
    expect(users.get('u1')).toMatchObject({ charged: '2.793333333333', charged_allocated: true });
    // 0.30 and 0.40 are of nobody
    expect(users.get(null)).toMatchObject({ charged: '0.700000000000', charged_allocated: false });
    expect(sumOf(users.values(), 'landed')).toBe(decimalToPico('6.4'));
  });

  it('gives the same answers in either order, and as before once the cost export is removed', async () => {
    const usage = await upload(USAGE);
    const before = await spend(filters(), ['model', 'user', 'day']);
    const costs = await upload(COSTS);
    const both = await spend(filters(), ['model', 'user', 'day']);
    const { store } = await app();
    await store.removeUpload(costs);
    expect(await spend(filters(), ['model', 'user', 'day'])).toEqual(before);
    await store.removeUpload(usage);
    expect((await spend(filters(), ['model'])).rows).toEqual([]);
    await upload(COSTS);
    expect((await spend(filters(), [])).totals).toMatchObject({
      requests: null,
      tokens: null,
      charged: '3.600000000000',
    });
    await upload(USAGE);
    expect(await spend(filters(), ['model', 'user', 'day'])).toEqual(both);
  });

  it('narrows by model, day and project without moving money from one to the other', async () => {
    await upload(USAGE);
    await upload(COSTS);
    const total = async (query: string) => (await spend(filters(query), [])).totals.landed;
    expect(await total('model=gpt-5-mini')).toBe('2.900000000000');
    expect(await total('model=web%20search%20tool%20calls')).toBe('0.300000000000');
    expect(await total('from=2026-06-02&to=2026-06-03')).toBe('2.800000000000');
    expect(await total('route=relay')).toBeNull();
  });

  it('shows in the overview, and leaves savings to terms', async () => {
    await upload(USAGE);
    const pair = await routePair(new URLSearchParams(), filters());
    const before = await savings(filters(), pair);
    await upload(COSTS);
    expect((await savings(filters(), pair)).totals).toEqual(before.totals);
    const answer = await overview(filters(), pair);
    expect(answer).toMatchObject({
      spent: '6.400000000000',
      period: { from: '2026-06-01', to: '2026-06-04' },
    });
    expect(answer.over_time.rows.map(({ actual }) => actual)).toEqual([
      '3.200000000000',
      '2.800000000000',
      '0.400000000000',
    ]);
    expect((await facets({})).facets).toMatchObject({
      from: '2026-06-01',
      to: '2026-06-03',
      charges: { from: '2026-06-01', to: '2026-06-04' },
      requests: 18,
    });
  });
});

describe('a request log that says what was charged, and the cost export of the same traffic', () => {
  it('counts the cost export, names what is set aside, and shares the line out over features', async () => {
    await upload(GATEWAY);
    await upload(
      openaiCostCsv([{ day: 1, project: 'proj_A', item: 'gpt-5-mini, input_tokens', amount: '1.00' }]),
    );
    const { totals, charge_lines } = await spend(filters(), ['model']);
    // 1 June: the line's 1.00 in place of 0.26 + 0.80; 2 June: the log's own 0.27
    expect(totals).toMatchObject({ charged: '1.270000000000', landed: '1.270000000000' });
    expect(charge_lines.set_aside).toEqual({ USD: '1.060000000000' });
    const features = await by('feature');
    // 1.00 over 1 M : 3 M tokens of one price
    expect(features.get('chat')).toMatchObject({ charged: '0.520000000000', charged_allocated: true });
    expect(features.get('search')).toMatchObject({ charged: '0.750000000000', charged_allocated: true });
    expect((await spend(filters('feature=search'), ['model'])).totals.charged).toBe('0.750000000000');
  });
});

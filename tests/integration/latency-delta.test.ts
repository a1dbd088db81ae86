import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimFacts } from '$lib/server/answers/claim-facts';
import { latency } from '$lib/server/answers/latency';
import { app, closeApp } from '$lib/server/app';
import { latencyDelta } from '$lib/server/answers/latency-delta';
import type { LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { latencyHeadline } from '$lib/server/answers/latency-headline';
import { latencyHours } from '$lib/server/answers/latency-hours';
import { latencyPair } from '$lib/server/answers/latency-pair';
import type { Match } from '$lib/latency/strata';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { GET as deltaOverHttp } from '../../src/routes/api/v1/latency/delta/+server';

const HEADER =
  'time,route,model,input_tokens,output_tokens,request_id,status,duration_ms,ttft_ms,region,feature';

interface Request {
  day: number;
  hour?: number;
  route: 'official' | 'relay';
  model: string;
  ms: number;
  output?: number;
  region?: string;
}

let folder: string;
let nth = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-delta-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterEach(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function load(requests: Request[]): Promise<void> {
  const lines = requests.map((one) => {
    nth += 1;
    const time = new Date(Date.UTC(2026, 4, one.day, one.hour ?? 12, 0, nth % 60)).toISOString();
    return `${time},${one.route},${one.model},100,${one.output ?? 300},r${nth},ok,${one.ms},,${one.region ?? ''},chat`;
  });
  const { ingest } = await app();
  const body = new Blob([`${[HEADER, ...lines].join('\n')}\n`]).stream();
  const received = await ingest.receive(body, { name: `${nth}.csv`, format: 'crossrate', wait: true });
  expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: lines.length } } });
}

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

async function delta(query = '', match?: Match[]): Promise<LatencyDeltaAnswer> {
  const filters = filtersOf(query);
  return latencyDelta(
    filters,
    await latencyPair(new URLSearchParams(query), filters, 'duration'),
    'duration',
    match,
  );
}

const generator = xoroshiro128plus(7);

/** Log-normal around a median, in whole microseconds. */
function around(median: number): number {
  const uniform = (): number => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
  const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Math.round(median * Math.exp(0.2 * normal) * 1000) / 1000;
}

/** So many requests on each of the first days of May. */
function daily(days: number, each: number, of: Omit<Request, 'day' | 'ms'>, median: number): Request[] {
  return Array.from({ length: days * each }, (_, i) => ({
    ...of,
    day: 1 + (i % days),
    ms: around(median),
  }));
}

const quick = { route: 'official', model: 'quick-7b' } as const;
const slow = { route: 'official', model: 'slow-70b' } as const;

describe('the matched delta', () => {
  it('is slower where all traffic says faster: the relay carries the quick model (Simpson)', async () => {
    await load([
      ...daily(20, 10, quick, 200),
      ...daily(20, 40, slow, 2000),
      ...daily(20, 40, { ...quick, route: 'relay' }, 260),
      ...daily(20, 3, { ...slow, route: 'relay' }, 2600),
    ]);
    const answer = await delta();
    expect(answer.raw.p50).toBeLessThan(-1500);
    expect(answer.raw.p95).toBeLessThan(0);
    expect(answer.rows.map(({ matched, p50 }) => matched && (p50 ?? 0) > 0)).toEqual([true, true]);
    expect(answer.verdict).toBe('slower');
    expect(answer.matched.p95?.low).toBeGreaterThan(0);
    expect(answer.faster_probability?.high).toBeLessThan(0.5);
    expect(answer.warnings.map(({ kind }) => kind)).toEqual(['raw-and-matched-differ']);
    // 200 of 1,000 and 800 of 1,000 of the baseline's requests
    expect(answer.rows.map(({ model, weight_pct }) => [model, weight_pct])).toEqual([
      ['slow-70b', 80],
      ['quick-7b', 20],
    ]);
  });

  it('warns where one model is faster and another slower', async () => {
    await load([
      ...daily(10, 20, quick, 200),
      ...daily(10, 20, slow, 2000),
      ...daily(10, 20, { ...quick, route: 'relay' }, 300),
      ...daily(10, 20, { ...slow, route: 'relay' }, 1500),
    ]);
    expect((await delta()).warnings.map(({ kind }) => kind)).toContain('strata-disagree');
  });

  it('is not comparable without a stratum in common, and says why', async () => {
    await load([...daily(10, 10, quick, 200), ...daily(10, 10, { ...slow, route: 'relay' }, 200)]);
    const answer = await delta();
    expect(answer).toMatchObject({
      verdict: 'not comparable',
      strata: 0,
      baseline_strata: 1,
      coverage_pct: 0,
      matched: { p50: null, p95: null, p99: null },
      faster_probability: null,
    });
    expect(answer.why).toMatch(/no stratum \(model, region, size of answer\).*20 measured requests/);
    expect(answer.raw.p95).not.toBeNull();
  });

  it('takes a stratum from 20 requests on each side on, and is not comparable under half of the traffic', async () => {
    const some = { ...quick, region: 'cn-east' };
    await load([
      ...daily(10, 10, some, 200),
      ...daily(10, 10, { ...quick, region: 'eu-west' }, 200),
      ...daily(1, 1, { ...quick, region: 'us-east' }, 200),
      ...daily(10, 2, { ...some, route: 'relay' }, 200),
      ...daily(1, 19, { ...quick, region: 'eu-west', route: 'relay' }, 200),
    ]);
    const answer = await delta();
    expect(answer.strata).toBe(1);
    expect(answer.coverage_pct).toBeCloseTo((100 / 201) * 100, 9); // 49.75
    expect(answer.verdict).toBe('not comparable');
    expect(answer.why).toContain('Only 49.8 % of what was measured on Official');
    expect((await delta('', ['model'])).coverage_pct).toBe(100);
  });

  it('says that a route has nothing measured, and never 0', async () => {
    await load(daily(10, 10, quick, 200));
    const answer = await delta();
    expect(answer.raw).toEqual({ p50: null, p95: null, p99: null });
    expect(answer.why).toBe('Nothing on Relay has a measured duration in what is looked at.');
  });

  it('draws hours where a side has fewer than five days', async () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    await load([
      ...hours.flatMap((hour) => daily(4, 5, { ...quick, hour }, 200)),
      ...hours.flatMap((hour) => daily(9, 5, { ...quick, route: 'relay', hour }, 150)),
    ]);
    const answer = await delta();
    expect(answer.blocks).toEqual({ unit: 'hour', baseline: 4 * 24, candidate: 9 * 24 });
    expect(answer.days).toBe(9);
    expect(answer.verdict).toBe('faster');
  });

  it('says neither faster nor slower of four hours; of five it does', async () => {
    const at = (route: 'official' | 'relay', median: number, hours: number[]): Request[] =>
      hours.flatMap((hour) => daily(1, 25, { ...quick, route, hour }, median));
    const both = (hours: number[]): Request[] => [...at('official', 200, hours), ...at('relay', 100, hours)];
    await load(both([0, 1, 2, 3]));
    const answer = await delta();
    expect(answer).toMatchObject({
      blocks: { unit: 'hour', baseline: 4, candidate: 4 },
      verdict: 'too short a time',
      why: 'Too short a time for an interval: both routes need measured requests in at least 5 hours.',
      matched: { p95: { low: null, high: null } },
      faster_probability: { low: null, high: null },
      warnings: [],
    });
    expect(answer.matched.p95?.value).toBeLessThan(0);
    expect(answer.faster_probability?.value).toBeGreaterThan(0.5);
    const filters = filtersOf('');
    expect(await latencyHeadline(filters)).toMatchObject({ verdict: 'too short a time' });
    const query = new URLSearchParams();
    const claim = { kind: 'latency_delta', from_ms: '89', to_ms: '42' } as const;
    const facts = await claimFacts(filters, await latencyPair(query, filters, 'duration'), query).matched({
      ...claim,
      metric: 'duration',
      quantile: 'p95',
    });
    expect(facts).toMatchObject({ why: answer.why });
    expect(facts).not.toHaveProperty('delta');
    await load(both([4]));
    expect(await delta()).toMatchObject({ blocks: { baseline: 5, candidate: 5 }, verdict: 'faster' });
  });

  it('shows no difference that whole seconds cannot tell', async () => {
    const whole = (of: Omit<Request, 'day' | 'ms'>): Request[] =>
      daily(10, 20, of, 3000).map((one) => ({ ...one, ms: Math.round(one.ms / 1000) * 1000 }));
    // One stratum clearly faster and one slower, were it not for the resolution; one row of the route has a fraction
    await load([
      ...whole(quick),
      ...whole(slow),
      { ...quick, day: 1, ms: 3001.5 },
      ...daily(10, 20, { ...quick, route: 'relay' }, 2600),
      ...daily(10, 20, { ...slow, route: 'relay' }, 3400),
    ]);
    const answer = await delta();
    const none = { p50: null, p95: null, p99: null };
    expect(answer).toMatchObject({
      resolution_ms: 1000,
      verdict: 'not comparable',
      matched: none,
      raw: none,
      faster_probability: null,
      warnings: [],
    });
    expect(answer.rows).toHaveLength(2);
    for (const row of answer.rows)
      expect(row).toMatchObject({ matched: true, p50: null, p95: null, faster_probability: null });
    expect(answer.why).toContain('records whole seconds');
  });

  it('is the same at every call, and for features asked for by name', async () => {
    await load([...daily(10, 10, quick, 200), ...daily(10, 10, { ...quick, route: 'relay' }, 190)]);
    const first = await delta();
    await closeApp();
    expect(await delta()).toEqual(first);
    expect(await delta('feature=chat')).toEqual(first);
    expect((await delta('feature=other')).verdict).toBe('not comparable');
  });

  it('has a headline: the same delta of the metric that both routes have', async () => {
    await load([...daily(10, 10, quick, 200), ...daily(10, 10, { ...quick, route: 'relay' }, 150)]);
    const { matched, verdict } = await delta();
    expect(await latencyHeadline(filtersOf(''))).toMatchObject({
      metric: 'duration',
      baseline: 'Official',
      candidate: 'Relay',
      p95: matched.p95,
      verdict,
    });
  });
});

describe('GET /api/v1/latency/delta', () => {
  async function get(query: string, accept = 'application/json'): Promise<{ status: number; text: string }> {
    const url = new URL(`http://localhost/api/v1/latency/delta?${query}`);
    const event = { url, request: new Request(url, { headers: { accept } }) };
    const response = await deltaOverHttp(event as never);
    return { status: response.status, text: await response.text() };
  }

  it('answers as the page does, its strata as CSV, and refuses what it does not know', async () => {
    await load([...daily(10, 10, quick, 200), ...daily(10, 10, { ...quick, route: 'relay' }, 150)]);
    expect(JSON.parse((await get('metric=duration')).text)).toEqual(await delta());
    const csv = await get('format=csv');
    expect(csv.text.split('\n')[0]).toContain('model,region,output_from,output_to,baseline_measured');
    expect(await get('match=colour')).toMatchObject({ status: 400 });
    expect(await get('candidate=nowhere')).toMatchObject({ status: 400 });
  });
});

describe('filters and hours', () => {
  it('filters by canonical model, whatever its reported spelling', async () => {
    await load([
      ...daily(2, 3, { route: 'official', model: 'gpt-4.1-2025-04-14' }, 200),
      ...daily(2, 2, { route: 'relay', model: 'openai/gpt-4.1' }, 200),
      ...daily(2, 5, slow, 2000),
    ]);
    const { rows } = await latency(filtersOf('model=gpt-4.1'), ['route', 'model'], 'duration', 50);
    expect(rows.map(({ route, model, measured }) => [route, model, measured])).toEqual([
      ['official', 'gpt-4.1', 6],
      ['relay', 'gpt-4.1', 4],
    ]);
    expect((await delta('model=gpt-4.1')).measured).toEqual({ baseline: 6, candidate: 4 });
  });

  it('answers by hour of the day; hours without a measurement are left out', async () => {
    await load([
      { day: 1, hour: 3, ...quick, ms: 100 },
      { day: 2, hour: 3, ...quick, ms: 300 },
      { day: 2, hour: 23, ...quick, ms: 50 },
    ]);
    // p95 of 100 and 300: 100 + 0.95 × 200
    expect((await latencyHours(filtersOf(''), 'duration')).rows).toEqual([
      { route: 'official', hour: 3, measured: 2, p50: 200, p95: 290, method: 'exact' },
      { route: 'official', hour: 23, measured: 1, p50: 50, p95: 50, method: 'exact' },
    ]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overhead } from '$lib/server/answers/overhead';
import { claim } from '$lib/server/answers/claims';
import { retryAfter } from '$lib/server/answers/retry-after';
import { routePair } from '$lib/server/answers/savings';
import { app, closeApp } from '$lib/server/app';
import type { StoredRecord } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { testStore } from './store-files';
import { GET as overheadOverHttp } from '../../src/routes/api/v1/latency/overhead/+server';

const HEADER =
  'time,route,model,input_tokens,output_tokens,request_id,status,duration_ms,upstream_ms,retry_after_s';

/** Ten requests of a second to which the relay adds 10, 20 … 100 ms; one whose provider took longer than the whole. */
const ADDED = Array.from({ length: 10 }, (_, i) => `ok,1000,${1000 - 10 * (i + 1)},`);
const ROWS = [
  ...[...ADDED, 'ok,1000,1001,', '429,80,70,20', '429,90,,1m2.5s', '429,90,,', '500,90,,5'].map(
    (rest) => `relay,${rest}`,
  ),
  ...['ok,900,,', '429,5,,620ms'].map((rest) => `official,${rest}`),
  ...['ok,900,soon,', 'ok,900,-1,', '429,900,,later'].map((rest) => `official,${rest}`), // of no use
].map((row, i) => {
  const [route, ...rest] = row.split(',');
  return `2026-05-04T10:00:${String(i).padStart(2, '0')}Z,${route},gpt-4.1,100,50,r${i},${rest.join(',')}`;
});

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-gateways-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function load(name: string, text: string, options: { format: string; route?: string }) {
  const { ingest } = await app();
  return ingest.receive(new Blob([text]).stream(), { name, wait: true, ...options });
}

/** The records of an upload, in order of time. */
async function recordsOf(upload: string): Promise<StoredRecord[]> {
  const { store } = await app();
  return (await store.records({ sample: false, upload }, 0, 50)).reverse();
}

function filters(query = ''): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

describe('before any source tells', () => {
  it('there is no overhead, which is not 0', async () => {
    expect(await overhead(filters(), ['route'], 50)).toEqual({ budget_ms: 50, rows: [] });
    expect(await retryAfter(filters())).toEqual({ rows: [] });
  });
});

describe('Crossrate CSV', () => {
  it('takes the time upstream and the wait of an error; what is neither is rejected with its reason', async () => {
    const received = await load('own.csv', [HEADER, ...ROWS].join('\n'), { format: 'crossrate' });
    expect(received).toMatchObject({ ok: true, upload: { rows: { read: 20, accepted: 17, rejected: 3 } } });
    if (!received.ok) return;
    const { store } = await app();
    expect((await store.rejects(received.upload.id, 0, 9)).map(({ reason }) => reason)).toEqual([
      'upstream_ms: not a number: soon',
      'upstream_ms: negative: -1',
      'retry_after_s: not how long to wait: later',
    ]);
    const records = await recordsOf(received.upload.id);
    expect(records.map(({ upstreamMs }) => upstreamMs).slice(0, 3)).toEqual([990, 980, 970]);
    // 1 m 2.5 s; a wait of an error that is none of rate limits is kept too
    expect(records.flatMap(({ retryAfterMs }) => retryAfterMs ?? [])).toEqual([20_000, 62_500, 5_000, 620]);
  });

  it('what the relay adds is duration − upstream, request by request', async () => {
    const { rows } = await overhead(filters(), ['route'], 50);
    // 10, 20 … 100 ms: p95 at rank 0.95 × 9 = 8.55 is 90 + 0.55 × 10; five of ten are within 50 ms
    const [only] = rows;
    expect(rows).toHaveLength(1);
    expect(only).toMatchObject({ route: 'relay', measured: 10, impossible: 1, p50: 55, mean: 55 });
    expect(only).toMatchObject({ under_budget_pct: 50, method: 'exact' });
    expect(only?.p90).toBeCloseTo(91, 9);
    expect(only?.p95).toBeCloseTo(95.5, 9);
    expect(only?.p99).toBeCloseTo(99.1, 9);
  });

  it('answers over HTTP by model, and as CSV', async () => {
    const answer = await ask('by=route,model&budget_ms=20');
    expect(await answer.json()).toMatchObject({
      budget_ms: 20,
      rows: [{ route: 'relay', model: 'gpt-4.1', measured: 10, under_budget_pct: 20 }],
    });
    expect((await (await ask('format=csv')).text()).split('\r\n')[0]).toBe(
      'route,model,measured,impossible,p50,p90,p95,p99,mean,under_budget_pct,method',
    );
    expect((await ask('budget_ms=-1')).status).toBe(400);
  });

  it('rate limits are shown with how long they said to wait: of those that said so', async () => {
    expect(await retryAfter(filters())).toEqual({
      rows: [
        { route: 'official', rate_limited: 1, told: 1, median_s: 0.62, least_s: 0.62, most_s: 0.62 },
        // 20 s and 62.5 s; the third says nothing, and the error 500 is no rate limit
        { route: 'relay', rate_limited: 3, told: 2, median_s: 41.25, least_s: 20, most_s: 62.5 },
      ],
    });
  });

  it('the claim of proxying under 50 ms is judged by what the relay adds, not by whole requests', async () => {
    const query = new URLSearchParams();
    const found = await claim('proxying-under-50-ms', filters(), await routePair(query, filters()), query);
    // 5 of 10: Wilson's interval is 23.7 % to 76.3 % (Brown, Cai and DasGupta's formula by hand)
    const measured = found?.measured?.replaceAll('\u00a0', ' ');
    expect(measured).toContain('itself adds under 50 ms to 50.0 % of 10 requests');
    expect(measured).toContain('interval 23.7 % to 76.3 %');
  });
});

async function ask(query: string): Promise<Response> {
  const url = new URL(`http://localhost/api/v1/latency/overhead?${query}`);
  return overheadOverHttp({ url, request: new Request(url) } as Parameters<typeof overheadOverHttp>[0]);
}

describe('many requests', () => {
  it('have percentiles of buckets, within 1 %, and say so', async () => {
    const test = await testStore({ exactUpTo: 100 });
    const rows = Array.from(
      { length: 400 },
      (_, i) => `2026-05-04T10:00:00Z,relay,gpt-4.1,1,1,r${i},ok,2000,${2000 - (i + 1)},`,
    );
    await test.loaded([HEADER, ...rows].join('\n'));
    const [group] = await test.store.overheads(
      { sample: false },
      { by: ['route'], quantiles: [0.5, 0.95], budgetMs: 100 },
    );
    await test.end();
    expect(group).toMatchObject({ measured: 400, underBudget: 0.25, meanMs: 200.5, method: 'sketch' });
    // exact: 1 + 399 × 0.5 = 200.5 and 1 + 399 × 0.95 = 380.05
    expect(Math.abs((group?.quantilesMs[0] ?? 0) / 200.5 - 1)).toBeLessThan(0.01);
    expect(Math.abs((group?.quantilesMs[1] ?? 0) / 380.05 - 1)).toBeLessThan(0.01);
  });
});

describe('LiteLLM', () => {
  it('logs its own part: the rest of the duration is the provider’s', async () => {
    const payload = {
      ...{ id: 'p1', call_type: 'acompletion', response_cost: 0.004, status: 'success', stream: false },
      ...{ prompt_tokens: 1000, completion_tokens: 200, model: 'gpt-4.1', custom_llm_provider: 'openai' },
      ...{ startTime: 1781517600, endTime: 1781517602.45, completionStartTime: 1781517600.61 },
      hidden_params: { litellm_overhead_time_ms: 4.1 },
    };
    const failed = {
      ...{ ...payload, id: 'p2', status: 'failure', completion_tokens: 0, hidden_params: {} },
      error_information: { error_code: '429', error_class: 'RateLimitError' },
      error_str: 'litellm.RateLimitError: Please try again in 1m30.5s.',
    };
    const text = [payload, failed].map((one) => JSON.stringify(one)).join('\n');
    const received = await load('payload.jsonl', text, { format: 'litellm-payload', route: 'relay' });
    expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 2 } } });
    if (!received.ok) return;
    const records = await recordsOf(received.upload.id);
    expect(records.find(({ requestId }) => requestId === 'p1')?.upstreamMs).toBeCloseTo(2450 - 4.1, 6);
    expect(records.find(({ requestId }) => requestId === 'p2')).toMatchObject({
      errorClass: 'rate_limited',
      retryAfterMs: 90_500,
    });
  });

  it('has it in the metadata of its spend logs; where it is null nothing is known', async () => {
    const row = (id: string, metadata: object): string =>
      `${id},acompletion,0.004,1000,200,2026-06-15 10:00:00,2026-06-15 10:00:02,gpt-4.1,"${JSON.stringify(metadata).replaceAll('"', '""')}"`;
    const text = [
      'request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,endTime,model,metadata',
      row('s1', { status: 'success', litellm_overhead_time_ms: 12.5 }),
      row('s2', { status: 'success', litellm_overhead_time_ms: null }),
      row('s3', {
        status: 'failure',
        error_information: {
          error_code: '429',
          error_message: 'Rate limit reached. Please try again in 620ms.',
        },
      }),
    ].join('\n');
    const received = await load('spend.csv', text, { format: 'litellm-spend-logs', route: 'relay' });
    expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 3 } } });
    if (!received.ok) return;
    const byId = new Map((await recordsOf(received.upload.id)).map((one) => [one.requestId, one]));
    expect(byId.get('s1')?.upstreamMs).toBeCloseTo(1987.5, 6);
    expect(byId.get('s2')?.upstreamMs).toBeUndefined();
    expect(byId.get('s3')).toMatchObject({ errorClass: 'rate_limited', retryAfterMs: 620 });
  });
});

describe('OpenTelemetry spans', () => {
  it('tell the wait by the header that was recorded, else by the status message', async () => {
    const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
    const span = (nth: number, attributes: object[], message: string) => ({
      spanId: `s${nth}`,
      startTimeUnixNano: `178151760${nth}000000000`,
      endTimeUnixNano: `178151760${nth}500000000`,
      attributes: [
        text('gen_ai.request.model', 'gpt-4.1'),
        { key: 'gen_ai.usage.input_tokens', value: { intValue: '10' } },
        text('error.type', '429'),
        ...attributes,
      ],
      status: { code: 2, message },
    });
    const header = {
      key: 'http.response.header.retry-after',
      value: { arrayValue: { values: [{ stringValue: '7' }] } },
    };
    const spans = [span(1, [header], 'try again in 9s'), span(2, [], 'Please retry after 20 seconds.')];
    const received = await load(
      'spans.json',
      JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
      {
        format: 'otel-spans-json',
        route: 'relay',
      },
    );
    expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 2 } } });
    if (!received.ok) return;
    expect((await recordsOf(received.upload.id)).map(({ retryAfterMs }) => retryAfterMs)).toEqual([
      7_000, 20_000,
    ]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleStep } from '$lib/components/marks';
import { parseFormat } from '$lib/formats/parse-format';
import { app, closeApp } from '$lib/server/app';
import { errors } from '$lib/server/answers/errors';
import { errorsDelta } from '$lib/server/answers/errors-delta';
import { keyBursts } from '$lib/server/answers/errors-of-keys';
import { latency, type LatencyRow } from '$lib/server/answers/latency';
import { latencyDelta } from '$lib/server/answers/latency-delta';
import { latencyPair } from '$lib/server/answers/latency-pair';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';

const LLMPERF = join(import.meta.dirname, '../../../shared/data/llmperf/llmperf_requests.csv');

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

/** A database of its own for the tests of a group. */
function freshData(): void {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossrate-evidence-'));
    process.env['CROSSRATE_DATA'] = folder;
    process.env['CROSSRATE_SAMPLE'] = '0';
    process.env['CROSSRATE_LOG'] = 'silent';
  });
  afterAll(async () => {
    await closeApp();
    await rm(folder, { recursive: true, force: true });
  });
}

async function upload(text: string, format: string, newRoutes?: 'official' | 'relay'): Promise<void> {
  const { ingest } = await app();
  const received = await ingest.receive(new Blob([text]).stream(), {
    name: `${format}.csv`,
    format,
    wait: true,
    ...(newRoutes ? { newRoutes } : {}),
  });
  expect(received).toMatchObject({ ok: true, upload: { rows: { rejected: 0 } } });
}

describe.skipIf(!existsSync(LLMPERF))(
  'requests of Llama 2 through 8 routes (skipped without ../shared/data/llmperf)',
  () => {
    freshData();
    const rows = existsSync(LLMPERF)
      ? Papa.parse<Record<string, string>>(readFileSync(LLMPERF, 'utf8'), {
          header: true,
          skipEmptyLines: true,
        }).data
      : [];

    beforeAll(async () => {
      const format = parseFormat('llmperf', {
        label: 'llmperf requests',
        grain: 'request',
        zone: 'UTC',
        input_includes_cached: true,
        number_style: '1234.56',
        signature: ['route', 'model', 'ttft_s', 'end_to_end_latency_s', 'input_tokens', 'output_tokens'],
        fields: {
          starts_at: { value: '2023-12-19T00:00:00Z' },
          route: { column: 'route' },
          model: { column: 'model' },
          input: { column: 'input_tokens' },
          output: { column: 'output_tokens' },
          error: { column: 'error_code', error_when: 'not_empty' },
          duration_ms: { column: 'end_to_end_latency_s', unit: 's', sentinels: [0] },
          ttft_ms: { column: 'ttft_s', unit: 's', sentinels: [0] },
        },
      });
      if (!format.ok) throw new Error(JSON.stringify(format.issues));
      const { store } = await app();
      await store.putFormat(format.value);
      await upload(readFileSync(LLMPERF, 'utf8'), 'llmperf', 'official');
    });

    it.each([
      ['ttft', 'ttft_s'],
      ['duration', 'end_to_end_latency_s'],
    ] as const)('has the %s percentiles of every model × route to 6 digits', async (metric, column) => {
      const answer = await latency(filtersOf(''), ['route', 'model'], metric, 50);
      expect(answer.rows).toHaveLength(19);
      for (const row of answer.rows) {
        const values = rows
          .filter((one) => one['route'] === row.route && one['model'] === row.model && !one['error_code'])
          .map((one) => Number(one[column]) * 1000);
        expect(row.measured).toBe(values.length);
        for (const [name, share] of [
          ['p50', 50],
          ['p90', 90],
          ['p95', 95],
          ['p99', 99],
        ] as const)
          // Times are kept in whole microseconds: of 0.15 s that is the sixth digit.
          expect(Number(row[name]) / percentile(values, share)).toBeCloseTo(1, 5);
      }
    });

    it('shows 86.7 % errors with their interval where 130 of 150 were refused, and no confident percentile', async () => {
      const filters = filtersOf('route=lepton&model=llama-2-7b-chat');
      const [row] = (await errors(filters, ['route', 'model'])).rows;
      expect(row).toMatchObject({
        attempts: 150,
        errors: 130,
        by_class: { rate_limited: 130 },
        logged: true,
      });
      // (p + z² ÷ 2n ± z √(p (1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n) with p = 130 ÷ 150, n = 150, z = 1.959964
      expect(row?.rate_pct).toBeCloseTo(86.6667, 4);
      expect(row?.low).toBeCloseTo(80.302, 3);
      expect(row?.high).toBeCloseTo(91.2002, 3);
      const [measured] = (await latency(filters, ['route', 'model'], 'ttft', 50)).rows;
      expect(measured?.measured).toBe(20);
      expect(sampleStep(measured?.measured ?? 0)).toBe(1); // "small sample" beside every figure
    });

    it('compares the two routes with most measured requests where there is no relay', async () => {
      const filters = filtersOf('');
      const pair = await latencyPair(new URLSearchParams(), filters, 'ttft');
      const all = (await latency(filters, ['route'], 'ttft', 50)).rows;
      const count = (id: string): number => all.find((row: LatencyRow) => row.route === id)?.measured ?? 0;
      const most = all.map((row) => row.measured).sort((a, b) => b - a);
      expect([count(pair.baseline.id), count(pair.candidate.id)]).toEqual(most.slice(0, 2));
      // The file has one date and no times: one hour
      expect(await latencyDelta(filters, pair, 'ttft')).toMatchObject({
        blocks: { unit: 'hour', baseline: 1, candidate: 1 },
        verdict: 'too short a time',
      });
    });
  },
);

/** By definition, not by code: the value whose rank among the sorted ones is 1 + (n − 1) × share ÷ 100. */
function percentile(values: number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const hundredths = (sorted.length - 1) * share;
  const below = Math.trunc(hundredths / 100);
  const part = (hundredths % 100) / 100;
  const [low = NaN, high = low] = sorted.slice(below, below + 2);
  return (1 - part) * low + part * high;
}

const HEADER =
  'time,route,model,input_tokens,output_tokens,request_id,api_key,status,error_class,duration_ms';

describe('errors of two routes', () => {
  freshData();

  beforeAll(async () => {
    const line = (id: number, route: string, minute: number, key: string, ending: string): string =>
      `${new Date(Date.UTC(2026, 4, 1, 0, minute)).toISOString()},${route},gpt-4.1,100,${ending.startsWith('ok') ? 50 : 0},r${id},${key},${ending},${ending.startsWith('ok') ? 200 : ''}`;
    const texts = [
      'RateLimitError: retry after 20 seconds',
      'Session not found',
      'context_length_exceeded',
      'Invalid API key provided',
    ];
    const lines = [
      // Official: 56 of 70 fail as the first four, in turn
      ...Array.from({ length: 70 }, (_, i) =>
        line(i, 'official', i, 'key-a', i < 56 ? `error,${texts[i % 4]}` : 'ok,'),
      ),
      // Relay: 48 of 80 fail with a plain server error
      ...Array.from({ length: 80 }, (_, i) =>
        line(100 + i, 'relay', i, 'key-b', i < 48 ? 'error,InternalServerError' : 'ok,'),
      ),
      // A key that worked for an hour and is refused from 05:10 on, until 05:40
      ...Array.from({ length: 6 }, (_, i) => line(200 + i, 'relay', 180 + i, 'key-c', 'ok,')),
      ...Array.from({ length: 31 }, (_, i) =>
        line(300 + i, 'relay', 310 + i, 'key-c', 'error,AuthenticationError'),
      ),
      ...Array.from({ length: 20 }, (_, i) => line(400 + i, 'relay', 341 + i, 'key-c', 'ok,')),
    ];
    await upload(`${[HEADER, ...lines].join('\n')}\n`, 'crossrate');
    await upload(
      'time,route,model,input_tokens,output_tokens,request_id\n2026-05-01T00:00:00Z,other,gpt-4.1,1,1,x1\n',
      'crossrate',
      'relay',
    );
  });

  it('tells classes by the text of the error', async () => {
    const { rows } = await errors(filtersOf('route=official'), ['route']);
    expect(rows[0]?.by_class).toEqual({
      rate_limited: 14,
      session_not_found: 14,
      context_exceeded: 14,
      auth: 14,
    });
  });

  it('says the difference with Newcombe’s interval, what each class means and what to do', async () => {
    const filters = filtersOf('to=2026-05-02');
    const pair = await latencyPair(
      new URLSearchParams('baseline=relay&candidate=official'),
      filters,
      'duration',
    );
    const { rows } = await errorsDelta(filters, pair);
    // relay: 48 + 31 of 80 + 57; official 56 of 70
    expect(rows[0]).toMatchObject({
      class: 'all',
      baseline_errors: 79,
      baseline_attempts: 137,
      candidate_errors: 56,
      candidate_attempts: 70,
      verdict: 'more',
    });
    expect(rows[0]?.difference).toBeCloseTo((56 / 70 - 79 / 137) * 100, 9);
    const server = rows.find((row) => row.class === 'server');
    expect(server).toMatchObject({ baseline_errors: 48, candidate_errors: 0, verdict: 'fewer' });
    for (const row of rows.slice(1)) expect(`${row.means} ${row.fix}`).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
  });

  it('does not take a source without errors for 0 %', async () => {
    const { rows } = await errors(filtersOf('route=other'), ['route']);
    expect(rows).toMatchObject([{ attempts: 0, rate_pct: null, low: null, logged: false, not_logged: 1 }]);
    const filters = filtersOf('');
    const pair = await latencyPair(new URLSearchParams('candidate=other'), filters, 'duration');
    expect((await errorsDelta(filters, pair)).rows).toMatchObject([
      {
        class: 'all',
        candidate_errors: null,
        candidate_pct: null,
        difference: null,
        verdict: 'not comparable',
      },
      {},
      {},
      {},
      {},
    ]);
  });

  it('shows from which moment on a key that worked was refused', async () => {
    const { rows } = await keyBursts(filtersOf('route=relay'));
    expect(rows).toEqual([
      {
        route: 'relay',
        api_key: 'key-c',
        starts_at: '2026-05-01T05:10:00Z',
        ends_at: '2026-05-01T05:40:00Z',
        attempts: 31 + 19,
        auth_errors: 31,
        over: true,
      },
    ]);
  });
});

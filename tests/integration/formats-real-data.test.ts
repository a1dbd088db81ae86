import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseFormat } from '$lib/formats/parse-format';
import { totalTokens } from '$lib/usage/token-classes';
import { openPipeline, type Pipeline } from '../cases/pipeline';

const DATA = join(import.meta.dirname, '../../../shared/data');
const AZURE = join(DATA, 'azure-llm-2023');
const LLMPERF = join(DATA, 'llmperf/llmperf_requests.csv');
const TRACES = join(DATA, 'agent-traces/requests.csv');
const OWN = { sample: false };

let pipeline: Pipeline;
beforeEach(async () => {
  pipeline = await openPipeline();
});
afterEach(() => pipeline.close());

async function declare(id: string, declaration: Record<string, unknown>): Promise<void> {
  const parsed = parseFormat(id, declaration);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  await pipeline.store.putFormat(parsed.value);
}

describe.skipIf(!existsSync(AZURE))(
  'two production traces of 2023 (skipped without ../shared/data/azure-llm-2023)',
  () => {
    const trace = {
      label: 'Azure LLM inference trace',
      grain: 'request',
      zone: 'UTC',
      input_includes_cached: true,
      number_style: '1234.56',
      signature: ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
      fields: {
        starts_at: { column: 'TIMESTAMP' },
        model: { value: 'gpt-4.1' },
        input: { column: 'ContextTokens' },
        output: { column: 'GeneratedTokens' },
      },
    };

    it.each([
      ['AzureLLMInferenceTrace_code_2023.csv', 8_819, 18_059_974, 245_896],
      ['AzureLLMInferenceTrace_conv_2023.csv', 19_366, 22_361_870, 4_088_665],
    ])('%s: %i requests, %i tokens in, %i out, as published', async (file, requests, input, output) => {
      await declare('azure-trace', trace);
      const received = await pipeline.upload(join(AZURE, file), { route: 'official' });
      expect(received).toMatchObject({
        ok: true,
        upload: { format: 'azure-trace', rows: { read: requests, accepted: requests, rejected: 0 } },
      });
      const cells = await pipeline.store.spendCells(OWN, []);
      const sum = (pick: (cell: (typeof cells)[number]) => number) =>
        cells.reduce((n, cell) => n + pick(cell), 0);
      expect(sum((cell) => cell.requests)).toBe(requests);
      expect(sum((cell) => cell.tokens.uncached_input)).toBe(input);
      expect(sum((cell) => cell.tokens.output)).toBe(output);
      expect(sum((cell) => totalTokens(cell.tokens))).toBe(input + output);
    });
  },
);

describe.skipIf(!existsSync(LLMPERF))(
  'requests through 8 routes (skipped without ../shared/data/llmperf)',
  () => {
    const QUANTILES = [0.5, 0.9, 0.95, 0.99];

    async function load(): Promise<Record<string, string>[]> {
      await declare('llmperf', {
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
      expect(await pipeline.upload(LLMPERF, { newRoutes: 'official' })).toMatchObject({
        ok: true,
        upload: { format: 'llmperf', rows: { read: 2_845, accepted: 2_845, duplicate: 0, rejected: 0 } },
      });
      return Papa.parse<Record<string, string>>(readFileSync(LLMPERF, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      }).data;
    }

    it('counts every attempt, and 130 of 150 as rate limited where the route said 429', async () => {
      await load();
      const groups = await pipeline.store.outcomes(OWN, ['route', 'model']);
      expect(groups.reduce((n, { attempts }) => n + attempts, 0)).toBe(2_845);
      const worst = groups.filter(({ keys }) => keys.route === 'lepton' && keys.model === 'llama-2-7b-chat');
      expect(worst).toMatchObject([{ attempts: 150, byClass: { rate_limited: 130 } }]);
    });

    it.each([
      ['ttft', 'ttft_s'],
      ['duration', 'end_to_end_latency_s'],
    ] as const)('gives the percentiles of successful requests alone: %s', async (metric, column) => {
      const rows = await load();
      const groups = await pipeline.store.latency(OWN, {
        by: ['route', 'model'],
        metric,
        quantiles: QUANTILES,
        budgetMs: 50,
      });
      expect(groups.filter(({ measured }) => measured > 0).length).toBeGreaterThanOrEqual(19);
      for (const { keys, measured, quantilesMs } of groups) {
        const own = rows.filter((row) => row['route'] === keys.route && row['model'] === keys.model);
        const values = own.filter((row) => row['error_code'] === '').map((row) => Number(row[column]) * 1000);
        expect(measured).toBe(values.length);
        QUANTILES.forEach((q, i) => expect(quantilesMs[i]).toBeCloseTo(interpolated(values, q), 2));
      }
    });
  },
);

describe.skipIf(!existsSync(TRACES))(
  '2,294 spans of agents (skipped without ../shared/data/agent-traces)',
  () => {
    const DEEPSEEK = 'azure/DeepSeek-V3.2';
    const KIMI = 'azure/Kimi-K2.5';
    const QUANTILES = [0.5, 0.95, 0.99];

    it('are recognised, with 148 errors and the durations that the successful ones had', async () => {
      expect(await pipeline.upload(TRACES, { route: 'official' })).toMatchObject({
        ok: true,
        upload: {
          format: 'otel-spans',
          rows: { read: 2_294, accepted: 2_294, duplicate: 0, rejected: 0, ignored: 0 },
        },
      });
      const outcomes = await pipeline.store.outcomes(OWN, ['model']);
      const sum = (pick: (group: (typeof outcomes)[number]) => number) =>
        outcomes.reduce((n, group) => n + pick(group), 0);
      expect(sum(({ attempts }) => attempts)).toBe(2_294);
      expect(sum(({ errors }) => errors)).toBe(148);
      expect(outcomes.find(({ keys }) => keys.model === DEEPSEEK)?.attempts).toBe(799);

      const latency = { by: ['model' as const], metric: 'duration' as const, budgetMs: 50 };
      const groups = await pipeline.store.latency(OWN, { ...latency, quantiles: QUANTILES });
      const deepseek = groups.find(({ keys }) => keys.model === DEEPSEEK);
      const seconds = deepseek?.quantilesMs.map((ms) => ((ms ?? Number.NaN) / 1000).toFixed(1));
      expect(seconds).toEqual(['15.2', '50.0', '65.3']);
      expect(deepseek?.measured).toBe(799);

      // All 148 failed, with a duration of 0: they are of Kimi's 1,495 and no latencies of it
      const kimi = groups.find(({ keys }) => keys.model === KIMI);
      expect(kimi).toMatchObject({ attempts: 1_495, measured: 1_495 - 148 });
      const spans = Papa.parse<Record<string, string>>(readFileSync(TRACES, 'utf8'), {
        header: true,
        skipEmptyLines: true,
      }).data.filter((row) => row['request_model'] === KIMI);
      const zero = spans.filter((row) => Number(row['duration_ms']) === 0);
      expect(zero.map((row) => row['is_error'])).toEqual(Array<string>(148).fill('true'));
      const taken = spans
        .filter((row) => row['is_error'] === 'false')
        .map((row) => Number(row['duration_ms']));
      QUANTILES.forEach((q, i) => expect(kimi?.quantilesMs[i]).toBeCloseTo(interpolated(taken, q), 2));
    });
  },
);

/** Linear interpolation between closest ranks: rank (n − 1) × q among the sorted values. */
function interpolated(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) * q;
  const below = sorted[Math.floor(rank)] ?? Number.NaN;
  const above = sorted[Math.ceil(rank)] ?? Number.NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}

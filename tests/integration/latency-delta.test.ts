import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { latencyDelta } from '$lib/server/answers/latency-delta';
import type { LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { routePair } from '$lib/server/answers/savings';
import type { Match } from '$lib/latency/strata';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';

const HEADER =
  'time,route,model,input_tokens,output_tokens,request_id,status,duration_ms,ttft_ms,region,feature';

interface Request {
  day: number;
  route: 'official' | 'relay';
  model: string;
  ms: number;
  output?: number;
  region?: string;
  hour?: number;
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
    const time = new Date(Date.UTC(2026, 4, one.day, one.hour ?? 12, 0, nth % 60)).toISOString();
    nth += 1;
    return `${time},${one.route},${one.model},100,${one.output ?? 300},r${nth},ok,${one.ms},,${one.region ?? ''},chat`;
  });
  const { ingest } = await app();
  const body = new Blob([`${[HEADER, ...lines].join('\n')}\n`]).stream();
  const received = await ingest.receive(body, { name: `${nth}.csv`, format: 'crossrate', wait: true });
  if (!received.ok) throw new Error(JSON.stringify(received));
  expect(received.upload.rows).toMatchObject({ read: lines.length, accepted: lines.length });
}

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(query), { home: 'CNY' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

async function delta(query = '', match?: Match[]): Promise<LatencyDeltaAnswer> {
  const filters = filtersOf(query);
  const pair = await routePair(new URLSearchParams('candidate=relay'), filters);
  return latencyDelta(filters, pair, 'duration', match);
}

/** So many requests a day of May, evenly around a middle: middle ± 10 %, each 1 % of it apart and a little jittered. */
function spread(
  days: number,
  route: Request['route'],
  model: string,
  middle: number,
  each: number,
): Request[] {
  const requests: Request[] = [];
  for (let day = 1; day <= days; day += 1)
    for (let i = 0; i < each; i += 1)
      requests.push({ day, route, model, ms: middle * (0.9 + (0.2 * ((i * 7 + day * 3) % each)) / each) });
  return requests;
}

describe('the matched delta', () => {
  it('is slower where all traffic says faster: the relay carries the quick model (Simpson)', async () => {
    await load([
      ...spread(20, 'official', 'quick-7b', 200, 10),
      ...spread(20, 'official', 'slow-70b', 2000, 40),
      ...spread(20, 'relay', 'quick-7b', 240, 40),
      ...spread(20, 'relay', 'slow-70b', 2400, 2),
    ]);
    const answer = await delta();
    expect(answer.raw.p50).toBeLessThan(-1000);
    expect(answer.verdict).toBe('slower');
    expect(answer.matched.p50?.value).toBeGreaterThan(0);
    expect(answer.rows.map(({ p95 }) => Math.sign(p95 ?? 0))).toEqual([1, 1]);
  });
});

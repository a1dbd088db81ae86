import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { app, closeApp } from '$lib/server/app';
import { latency } from '$lib/server/answers/latency';
import { spend } from '$lib/server/answers/spend';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';

/**
 * One reported name, two providers. Gemini 2.5 Pro costs 1.25 in and 10 out per million, above a prompt of 200,000
 * tokens 2.50 and 15; what Together would charge for a model of that name is not known. Most requests are Together's.
 */
const USAGE = [
  'time,route,provider,model,input_tokens,output_tokens,duration_ms',
  '2026-06-01T10:00:00Z,official,,gemini-2.5-pro,200001,1000,100',
  '2026-06-01T10:00:00Z,official,,gemini-2.5-pro,200000,1000,200',
  '2026-06-01T10:00:00Z,official,together,gemini-2.5-pro,300000,7,300',
  '2026-06-01T10:00:00Z,official,together,gemini-2.5-pro,300000,7,400',
  '2026-06-01T10:00:00Z,official,together,gemini-2.5-pro,300000,7,500',
  // a spelling that only the maker's price list knows, three times out of four from a host that is not in it
  '2026-06-02T10:00:00Z,official,google,models/gemini-2.5-flash,1000000,0,10',
  '2026-06-02T10:00:00Z,official,together,models/gemini-2.5-flash,5,0,20',
  '2026-06-02T10:00:00Z,official,together,models/gemini-2.5-flash,5,0,30',
  '2026-06-02T10:00:00Z,official,together,models/gemini-2.5-flash,5,0,40',
].join('\n');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-names-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const { ingest } = await app();
  const body = new Blob([`${USAGE}\n`]).stream();
  const received = await ingest.receive(body, { name: 'names.csv', format: 'auto', wait: true });
  expect(received).toMatchObject({ ok: true, upload: { rows: { accepted: 9 } } });
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

function filtersOf(query: string): Filters {
  const parsed = parseFilters(new URLSearchParams(`home=USD&${query}`), { home: 'USD' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

describe('one name from two providers', () => {
  it('is priced by the size of its prompts where it is priced at all', async () => {
    const { rows } = await spend(filtersOf(''), ['provider', 'model']);
    const own = rows.find((row) => row.provider === 'google' && row.model === 'gemini-2.5-pro');
    // (200,001 × 2.50 + 1,000 × 15 + 200,000 × 1.25 + 1,000 × 10) ÷ 1,000,000
    expect(own?.list).toBe('0.775002500000');
    expect(rows.find((row) => row.provider === 'together' && row.model === 'gemini-2.5-pro')).toMatchObject({
      requests: 3,
      list: null,
    });
  });

  it('leaves, filtered by a model of the table, only what is that model', async () => {
    const { rows, totals } = await spend(filtersOf('model=gemini-2.5-flash'), ['model']);
    expect(rows.map(({ model, requests }) => [model, requests])).toEqual([['gemini-2.5-flash', 1]]);
    expect(totals.list).toBe('0.300000000000'); // 1 M × 0.30
  });

  it('leaves, filtered by the name as reported, all that was reported so', async () => {
    const { totals } = await spend(filtersOf('model=models/gemini-2.5-flash'), ['model']);
    expect(totals).toMatchObject({ requests: 4, list: '0.300000000000' });
  });

  it('has one row of latencies, under the model of the table', async () => {
    const { rows } = await latency(filtersOf(''), ['model'], 'duration', 50);
    expect(rows.map(({ model, measured, p50 }) => [model, measured, p50])).toEqual([
      ['gemini-2.5-flash', 4, 25],
      ['gemini-2.5-pro', 5, 300],
    ]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeMonth } from '$lib/server/answers/close-month';
import { ownFilters } from '$lib/server/answers/own-filters';
import { spend } from '$lib/server/answers/spend';
import { app, closeApp } from '$lib/server/app';
import type { Received } from '$lib/server/ingest/job';
import { openaiCostCsv, openaiUsageCsv } from './cost-files';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-closed-charges-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});
afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

const FILTERS = ownFilters({ currency: 'USD', home: 'USD', rate: { policy: 'daily' } });
const USAGE = { day: 1, user: 'u1', model: 'gpt-5-mini-2025-08-07', cached: 0, output: 0 };
/** 4 M input tokens of a day, once as a whole, once by project. */
const WHOLE = openaiUsageCsv([
  { ...USAGE, project: '', requests: 5, input: 2e6 },
  { ...USAGE, project: '', requests: 5, input: 2e6, user: 'u2' },
]);
const BY_PROJECT = openaiUsageCsv([
  { ...USAGE, project: 'proj_A', requests: 5, input: 2e6 },
  { ...USAGE, project: 'proj_B', requests: 5, input: 2e6, user: 'u2' },
]);
const COSTS = openaiCostCsv([
  { day: 1, project: 'proj_A', item: 'gpt-5-mini, input_tokens', amount: '0.30' },
]);

async function send(text: string, overlap?: 'replace'): Promise<Received> {
  const { ingest } = await app();
  const options = { name: 'export.csv', format: 'auto', wait: true, route: 'official' };
  return ingest.receive(new Blob([text]).stream(), { ...options, ...(overlap && { overlap }) });
}

const landed = async (): Promise<string | null> => (await spend(FILTERS, ['month'])).totals.landed;
const close = (closed: boolean) => changeMonth('2026-06', { closed, by: 'Finance', note: '' }, FILTERS);

describe('a month that is closed with charges', () => {
  it('refuses the same usage by project: it would leave proj_B without a charge', async () => {
    expect((await send(WHOLE)).ok).toBe(true);
    expect((await send(COSTS)).ok).toBe(true);
    expect(await landed()).toBe('0.300000000000');
    expect(await close(true)).toEqual({ ok: true });
    expect(await send(BY_PROJECT, 'replace')).toMatchObject({ status: 409, problem: 'closed-month' });
    expect(await landed()).toBe('0.300000000000');
    await close(false);
    expect((await send(BY_PROJECT, 'replace')).ok).toBe(true);
    expect(await landed()).toBe('0.800000000000'); // 0.30 + 2 M × 0.25
  });
});

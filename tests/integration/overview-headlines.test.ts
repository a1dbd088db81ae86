import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as headline } from '../../src/routes/api/v1/overview/[headline]/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-headlines-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

async function respond(handler: Handler, path: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(path, 'http://localhost');
  const params = { headline: url.pathname.split('/').at(-1) };
  return handler({ url, params, request: new Request(url, init), locals } as never);
}

async function ask(name: string, query = ''): Promise<Record<string, unknown> | null> {
  const response = await respond(headline, `/api/v1/overview/${name}${query}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { headline: Record<string, unknown> | null }).headline;
}

describe('GET /api/v1/overview/{headline}', () => {
  it('without data says that nothing can be said, and why', async () => {
    expect(await ask('roi')).toBeNull();
    expect(await ask('latency')).toMatchObject({ p95: null, verdict: 'not comparable' });
    expect(await ask('readiness')).toMatchObject({ verdict: 'not enough information' });
    expect(await ask('rollout')).toMatchObject({ began: false });
    expect((await respond(headline, '/api/v1/overview/weather')).status).toBe(404);
    expect((await respond(headline, '/api/v1/overview/roi?baseline=nowhere')).status).toBe(400);
  });

  it('says anew what an upload changes', async () => {
    const days = Array.from({ length: 30 }, (_, i) => `2026-06-${String(i + 1).padStart(2, '0')}`);
    const rows = days.map((day) => `${day}T23:00:00Z,relay,gpt-4.1,0,1000000`);
    const csv = ['time,route,model,input_tokens,output_tokens', ...rows, ''].join('\n');
    const init = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv };
    expect((await respond(upload, '/api/v1/uploads?name=june.csv&wait=1', init)).status).toBe(201);
    // $8 a day, $240 in 30 days: ¥1,752 officially at 7.3, ¥240 on the relay
    const money = await ask('roi', '?rate=7.3');
    expect(money).toMatchObject({ currency: 'CNY', has_costs: false, scenario: null });
    expect((money?.['monthly_saving'] as { amount: number }).amount).toBeCloseTo(1512, 6);
    expect(await ask('rollout')).toMatchObject({ began: true });
  });
});

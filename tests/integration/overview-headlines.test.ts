import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as headline } from '../../src/routes/api/v1/overview/[headline]/+server';
import { GET as errorsDelta } from '../../src/routes/api/v1/errors/delta/+server';
import { GET as rollout } from '../../src/routes/api/v1/rollout/+server';
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

  it('compares the routes that the pages compare, whatever they are called', async () => {
    const at = (i: number): string => `2026-06-30T2${i < 25 ? 2 : 3}:00:${String(i % 60).padStart(2, '0')}Z`;
    const rows = (route: string, errors: number, ms = '300'): string[] =>
      Array.from({ length: 50 }, (_, i) => {
        const ending = i < errors ? 'error,' : `ok,${ms}`;
        return `${at(i)},${route},gpt-4.1,1,1,${route}${i},${ending}`;
      });
    const csv = [
      'time,route,model,input_tokens,output_tokens,request_id,status,duration_ms',
      ...rows('anyscale', 5),
      ...rows('together', 10),
      ...rows('relay', 0, ''),
      '',
    ].join('\n');
    const init = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv };
    const sent = await respond(upload, '/api/v1/uploads?name=routes.csv&new_routes=official&wait=1', init);
    expect(sent.status).toBe(201);
    const get = async (handler: Handler, path: string): Promise<Record<string, unknown>> =>
      (await (await respond(handler, path)).json()) as Record<string, unknown>;
    // Neither is called official or relay, and no relay has measured requests: the two with most
    expect(await get(errorsDelta, '/api/v1/errors/delta')).toMatchObject({
      baseline: 'anyscale',
      candidate: 'together',
      rows: [{ class: 'all', baseline_pct: 10, candidate_pct: 20 }, {}],
    });
    const { parallel, relay } = await get(rollout, '/api/v1/rollout');
    expect(parallel).toMatchObject({ hours: 2 }); // 25 requests each in both
    expect(await ask('rollout')).toMatchObject({
      relay: (relay as { name: string }).name,
      parallel: { hours: 2 },
    });
  });
});

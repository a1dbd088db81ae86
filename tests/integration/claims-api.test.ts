import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as list, POST as add } from '../../src/routes/api/v1/claims/+server';
import { DELETE as remove, GET as one, PUT as change } from '../../src/routes/api/v1/claims/[id]/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

interface Claim {
  id: string;
  statement: string;
  verdict: string;
  why: string;
  working: string[];
  measured: string | null;
  shipped: boolean;
  changed_at: string | null;
  issues: { where: string; message: string }[];
  claims: Claim[];
}

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-claims-'));
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
  const id = url.pathname.split('/').at(-1);
  return handler({ url, params: { id }, request: new Request(url, init), locals } as never);
}

async function call(handler: Handler, path: string, init?: RequestInit): Promise<[number, Claim]> {
  const response = await respond(handler, path, init);
  return [response.status, (response.status === 204 ? {} : await response.json()) as Claim];
}

const json = (method: string, body: unknown): RequestInit => ({ method, body: JSON.stringify(body) });

async function verdicts(query = ''): Promise<Record<string, string>> {
  const [, { claims }] = await call(list, `/api/v1/claims${query}`);
  return Object.fromEntries(claims.map(({ id, verdict }) => [id, verdict]));
}

const OWN = {
  statement: 'Half of the cost goes',
  metric: 'share of cost saved',
  figure: '50',
  unit: '%',
  conditions: ['on any model'],
  source: 'Offer of 3 May',
  check: { kind: 'saving_pct', credit_price: '3', market_rate: '7.3' },
};

describe('GET /api/v1/claims', () => {
  it('without data: the eight claims of the playbook, and what data would decide', async () => {
    expect(await verdicts()).toEqual({
      'saving-85-percent': 'supported',
      'saving-2100-dollars': 'contradicted',
      'round-trip-42-ms': 'data decides',
      'proxying-under-50-ms': 'data decides',
      'same-base-price': 'data decides',
      'satisfaction-12-percent': 'cannot be checked',
      'code-203-lines': 'cannot be checked',
      'signs-credits-and-payment': 'input',
    });
    expect((await verdicts('?home=USD'))['saving-85-percent']).toBe('data decides');
  });

  it('gives CSV of every claim', async () => {
    const response = await respond(list, '/api/v1/claims?format=csv');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toContain('statement,metric,figure,unit,check,verdict');
  });
});

describe('claims of one’s own', () => {
  it('are added, read, changed and removed', async () => {
    // 1 − 3/7.3 = 58.9 %
    const [status, added] = await call(add, '/api/v1/claims', json('POST', OWN));
    expect(status).toBe(201);
    expect(added).toMatchObject({ verdict: 'supported', shipped: false });
    expect(added.working[0]?.replace('\u00a0', ' ')).toBe('1 − ¥3 ÷ ¥7.3 = 58.90 % for a payer of yuan');
    const path = `/api/v1/claims/${added.id}`;
    const [, changed] = await call(change, path, json('PUT', { ...OWN, figure: '60' }));
    expect(changed.verdict).toBe('contradicted');
    expect((await call(one, path))[1].verdict).toBe('contradicted');
    expect((await call(remove, path, { method: 'DELETE' }))[0]).toBe(204);
    expect((await call(one, path))[0]).toBe(404);
    expect((await call(change, path, json('PUT', OWN)))[0]).toBe(404);
    expect((await call(remove, path, { method: 'DELETE' }))[0]).toBe(404);
  });

  it('are refused with the key at fault, and nothing is kept', async () => {
    const [status, refused] = await call(add, '/api/v1/claims', json('POST', { ...OWN, unit: 'ms' }));
    expect(status).toBe(400);
    expect(refused.issues).toEqual([{ where: 'unit', message: 'must be % for this check' }]);
    expect(Object.keys(await verdicts())).toHaveLength(8);
  });

  it('a claim that ships can be changed and put back, not removed', async () => {
    const path = '/api/v1/claims/saving-2100-dollars';
    expect((await call(remove, path, { method: 'DELETE' }))[0]).toBe(409);
    const [, shipped] = await call(one, path);
    const { statement, ...rest } = shipped as Claim & Record<string, unknown>;
    const spec = Object.fromEntries(
      ['metric', 'conditions', 'source', 'check'].map((key) => [key, (rest as Record<string, unknown>)[key]]),
    );
    // ¥2,100 is under the ¥4,725 that arithmetic allows: now the data decides
    const yuan = { ...spec, statement, figure: '2100', unit: 'CNY' };
    const [, changed] = await call(change, path, json('PUT', yuan));
    expect(changed).toMatchObject({ verdict: 'data decides', shipped: true });
    expect((await verdicts())['saving-2100-dollars']).toBe('data decides');
    expect((await call(remove, path, { method: 'DELETE' }))[0]).toBe(204);
    expect((await call(one, path))[1]).toMatchObject({ verdict: 'contradicted', changed_at: null });
  });
});

describe('claims against data', () => {
  it('are decided by the saving, the latency and the terms of the routes', async () => {
    const rows = (route: string, ttft: number, from: number): string[] =>
      Array.from({ length: 120 }, (_, i) => {
        const day = String((i % 12) + from).padStart(2, '0');
        return `2026-06-${day}T10:${String(i % 60).padStart(2, '0')}:00Z,${route},gpt-4.1,100000,100000,${ttft + (i % 7)},2000`;
      });
    const head = 'time,route,model,input_tokens,output_tokens,ttft_ms,duration_ms';
    const csv = [head, ...rows('official', 89, 1), ...rows('relay', 30, 1), ''].join('\n');
    const init = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv };
    expect((await call(upload, '/api/v1/uploads?name=june.csv&wait=1', init))[0]).toBe(201);

    // 6.7758 in June 2026: 85.24 %; 30 − 89 = −59 ms; all requests on the relay within 30 to 36 ms
    expect(await verdicts()).toMatchObject({
      'saving-85-percent': 'supported',
      'saving-2100-dollars': 'contradicted',
      'round-trip-42-ms': 'supported',
      'proxying-under-50-ms': 'supported',
      'same-base-price': 'data decides',
    });
    const [, saving] = await call(one, '/api/v1/claims/saving-85-percent');
    expect(saving.measured?.replace('\u00a0', ' ')).toContain('costs 85.2 % less on Relay than on Official');
    // $2 and $8 per million: half and half $5; 50 million $250 × 0.85242 = $213.10
    const [, amount] = await call(one, '/api/v1/claims/saving-2100-dollars');
    expect(amount.measured).toContain('50 million tokens cost $213.10 less on Relay than on Official');
  });
});

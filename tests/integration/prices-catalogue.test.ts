import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { POST as importPrices } from '../../src/routes/api/v1/prices/import/+server';
import { PUT as putPrice } from '../../src/routes/api/v1/prices/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

/** LiteLLM's price map of 1 August 2026; these tests are skipped where it is not there. */
const MAP = '../shared/data/prices/litellm_model_prices_2026-08-01.json';

type Handler = (event: never) => Response | Promise<Response>;
let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-catalogue-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const usage = `time,route,provider,model,input_tokens,output_tokens
2026-08-10T01:30:00Z,official,openai,gpt-4.1,0,1000000
2026-09-10T01:30:00Z,official,openai,gpt-4.1,0,1000000
2026-09-10T05:00:00Z,official,acme,nightly,0,1000000
2026-09-10T22:00:00Z,official,acme,nightly,0,1000000
`;
  expect((await call(upload, '/api/v1/uploads?name=usage.csv&wait=1', usage)).status).toBe(201);
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

async function call(
  handler: Handler,
  path: string,
  body?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = new URL(path, 'http://localhost');
  const headers = { 'content-type': path.includes('uploads') ? 'text/csv' : 'application/json' };
  const request = new Request(url, body === undefined ? {} : { method: 'POST', headers, body });
  const response = await handler({ url, params: {}, request, locals } as never);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe.skipIf(!existsSync(MAP))('the real LiteLLM map', () => {
  const map = existsSync(MAP) ? readFileSync(MAP, 'utf8') : '';
  const from = (date: string, more = ''): string =>
    `/api/v1/prices/import?source=LiteLLM&effective_from=${date}${more}`;

  it('is accounted for: 2,985 entries are priced, of other units or refused', async () => {
    const { body } = await call(importPrices, from('2026-08-01', '&dry_run=1'), map);
    expect(body['entries']).toEqual({ read: 2985, priced: 2526, other_units: 444, refused: 15 });
  });

  it('imported twice changes nothing the second time', async () => {
    const first = await call(importPrices, from('2026-08-01'), map);
    expect(first.body['added']).toBeGreaterThan(2_500);
    const again = await call(importPrices, from('2026-08-01'), map);
    expect(again.body).toMatchObject({ added: 0, changed: 0, effect: [], changes: [] });
  });

  it('a later file adds what it changes, from its date, with the effect per month: 1 M × 8 → 1 M × 9', async () => {
    const entries = JSON.parse(map) as Record<string, Record<string, unknown>>;
    const later = { ...entries, 'gpt-4.1': { ...entries['gpt-4.1'], output_cost_per_token: 9e-6 } };
    const dry = await call(importPrices, from('2026-08-10', '&dry_run=1'), JSON.stringify(later));
    expect(dry.body).toMatchObject({
      added: 1,
      changed: 0,
      changes: [{ after: { model: 'gpt-4.1', effective_from: '2026-08-10', output: '9' } }],
      effect: [{ month: '2026-08', before: '8.000000000000', after: '9.000000000000' }, { month: '2026-09' }],
    });
  });
});

describe('prices by the hour', () => {
  const nightly = (fields: object): string =>
    JSON.stringify({
      provider: 'acme',
      model: 'nightly',
      currency: 'USD',
      effective_from: '2026-09-01',
      source: 'https://acme.example/pricing',
      ...fields,
    });
  const september = async (): Promise<unknown> =>
    (
      (await call(getSpend, '/api/v1/spend?by=model&model=nightly&currency=USD')).body['rows'] as {
        list: string;
      }[]
    )[0]?.list;

  it('show their effect first, and cost each hour at its price: 1 M × 4 + 1 M × 1', async () => {
    await call(putPrice, '/api/v1/prices', nightly({ output: '4' }));
    expect(await september()).toBe('8.000000000000');
    const window = nightly({ output: '1', window: '20:00-02:00' });
    const dry = await call(putPrice, '/api/v1/prices?dry_run=1', window);
    expect(dry.body).toMatchObject({
      added: 1,
      effect: [{ month: '2026-09', before: expect.anything() as string, after: expect.anything() as string }],
    });
    await call(putPrice, '/api/v1/prices', window);
    expect(await september()).toBe('5.000000000000');
  });

  it('apply to what a day does not tell only in hours that do: by label and over time alike', async () => {
    const by = async (key: string): Promise<unknown> =>
      (
        (await call(getSpend, `/api/v1/spend?by=${key}&model=nightly&currency=USD`)).body['totals'] as {
          list: string;
        }
      ).list;
    expect([await by('feature'), await by('user'), await by('day')]).toEqual([
      '5.000000000000',
      '5.000000000000',
      '5.000000000000',
    ]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { closeApp } from '$lib/server/app';
import { GET as listFormats } from '../../src/routes/api/v1/formats/+server';
import { PUT as putFormat } from '../../src/routes/api/v1/formats/[id]/+server';
import { POST as upload } from '../../src/routes/api/v1/uploads/+server';

const locals = { identity: { kind: 'local' } };

let dataDir = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-formats-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});
afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

/** A handler called as the framework calls it, as far as these handlers look. */
async function call(
  handler: (event: never) => Response | Promise<Response>,
  path: string,
  init: RequestInit = {},
  id = '',
): Promise<{ status: number; body: Record<string, never> }> {
  const url = new URL(path, 'http://localhost');
  const response = await handler({ url, params: { id }, request: new Request(url, init), locals } as never);
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

const put = (id: string, body: unknown) =>
  call(putFormat, `/api/v1/formats/${id}`, { method: 'PUT', body: JSON.stringify(body) }, id);

const GATEWAY = {
  label: 'Our gateway log',
  grain: 'request',
  zone: 'UTC',
  input_includes_cached: true,
  number_style: '1,234.56',
  signature: ['TIMESTAMP', 'ContextTokens', 'GeneratedTokens'],
  fields: {
    starts_at: { column: 'TIMESTAMP' },
    model: { value: 'gpt-4.1' },
    input: { column: 'ContextTokens' },
    output: { column: 'GeneratedTokens' },
  },
};

describe('formats over HTTP', () => {
  it('lists the built-in ones with their declarations, and none of the user’s yet', async () => {
    const { status, body } = await call(listFormats, '/api/v1/formats');
    expect(status).toBe(200);
    const builtIn = body['built_in'] as unknown as { id: string }[];
    expect(builtIn.map(({ id }) => id)).toEqual(BUILT_IN_FORMATS.map(({ id }) => id));
    expect(builtIn).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'crossrate', input_includes_cached: true }),
        expect.objectContaining({ id: 'openai-usage-json', records: ['data[].results[]'] }),
      ]),
    );
    expect(body['own']).toEqual([]);
  });

  it('stores a declaration, replaces it, and recognises files by it from then on', async () => {
    expect(await put('our-gateway', GATEWAY)).toMatchObject({ status: 200, body: { id: 'our-gateway' } });
    expect(await put('our-gateway', { ...GATEWAY, label: 'Renamed' })).toMatchObject({ status: 200 });
    const { body } = await call(listFormats, '/api/v1/formats');
    expect(body['own']).toEqual([{ ...GATEWAY, id: 'our-gateway', label: 'Renamed', ignored: [] }]);
    const csv = 'TIMESTAMP,ContextTokens,GeneratedTokens\n2026-06-01 00:00:00,"1,234",5\n';
    const path = '/api/v1/uploads?name=log.csv&route=official&wait=1';
    const init = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv };
    expect(await call(upload, path, init)).toMatchObject({
      status: 201,
      body: { format: 'our-gateway', rows: { accepted: 1 } },
    });
  });

  it('refuses what cannot be used, with where and why', async () => {
    expect(await put('crossrate', GATEWAY)).toMatchObject({
      status: 400,
      body: { issues: [{ where: 'id' }] },
    });
    expect(await put('other', { ...GATEWAY, zone: 'Nowhere' })).toMatchObject({
      status: 400,
      body: { issues: [{ where: 'zone' }] },
    });
    expect(await put('other', undefined)).toMatchObject({ status: 400 });
    const broken = { method: 'PUT', body: '{' };
    expect(await call(putFormat, '/api/v1/formats/other', broken, 'other')).toMatchObject({
      status: 400,
      body: { type: '/problems/bad-json' },
    });
  });
});

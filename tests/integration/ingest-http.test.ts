import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Handler = (event: {
  request: Request;
  url: URL;
  params: Record<string, string>;
  locals: object;
}) => Promise<Response>;

let folder: string;
let close: () => Promise<void>;
const routes: Record<'uploads' | 'preview' | 'upload' | 'rejects', Record<string, Handler>> = {
  uploads: {},
  preview: {},
  upload: {},
  rejects: {},
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-http-'));
  process.env.CROSSRATE_DATA = folder;
  process.env.CROSSRATE_SAMPLE = '0';
  process.env.CROSSRATE_LOG = 'silent';
  process.env.CROSSRATE_MAX_UPLOAD = '1 MiB';
  const handlers = (module: object): Record<string, Handler> => module as Record<string, Handler>;
  routes.uploads = handlers(await import('../../src/routes/api/v1/uploads/+server'));
  routes.preview = handlers(await import('../../src/routes/api/v1/uploads/preview/+server'));
  routes.upload = handlers(await import('../../src/routes/api/v1/uploads/[id]/+server'));
  routes.rejects = handlers(await import('../../src/routes/api/v1/uploads/[id]/rejects/+server'));
  close = (await import('$lib/server/app')).closeApp;
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

interface Call {
  query?: string;
  id?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
}

async function call(
  route: keyof typeof routes,
  method: string,
  { query = '', id = '', body, headers }: Call = {},
) {
  const url = new URL(`http://127.0.0.1/api/v1/uploads${query}`);
  const request = new Request(url, {
    method,
    headers: { 'content-type': 'text/csv', ...headers },
    ...(body !== undefined && { body }),
  });
  const response = await routes[route][method]?.({
    request,
    url,
    params: { id },
    locals: { identity: { kind: 'local' } },
  });
  if (!response) throw new Error(`no ${method}`);
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

const csv = [
  'time,route,model,input_tokens,output_tokens',
  '2026-06-01T00:00:00Z,official,gpt-4.1,1000,200',
  '2026-06-01T01:00:00Z,official,gpt-4.1,12.5,200',
  '2026-06-02T00:00:00Z,relay,gpt-4.1,3000,400',
  '=cmd,oops',
  '',
].join('\n');

describe('uploads over HTTP', () => {
  let id: string;

  it('POST answers 201 with the books of the upload', async () => {
    const { status, headers, json } = await call('uploads', 'POST', {
      query: '?name=june.csv&wait=1',
      body: csv,
    });
    expect(status).toBe(201);
    id = json.id;
    expect(headers.get('location')).toBe(`/api/v1/uploads/${id}`);
    expect(json).toMatchObject({
      name: 'june.csv',
      format: 'crossrate',
      status: 'ready',
      bytes: csv.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: { read: 4, accepted: 2, duplicate: 0, rejected: 2, ignored: 0 },
      ignored_kinds: {},
      from: expect.stringMatching(/^2026-06-01T00:00:00/),
      to: expect.stringMatching(/^2026-06-02T00:00:01/),
      has: { latency: false, charged: false, conversations: false },
      received_at: expect.stringMatching(/Z$/),
    });
    expect(json.issues).toContainEqual({
      where: 'line 5',
      message: 'The record has 2 values, the header has 5 columns.',
    });
    expect(Object.keys(json).filter((key) => /[A-Z]/.test(key))).toEqual([]);
  });

  it('POST of the same bytes answers 200 with the first upload', async () => {
    const { status, json } = await call('uploads', 'POST', { query: '?name=copy.csv&wait=1', body: csv });
    expect(status).toBe(200);
    expect(json).toMatchObject({ id, name: 'june.csv' });
  });

  it('GET lists and shows it', async () => {
    expect((await call('uploads', 'GET')).json.uploads).toMatchObject([{ id, status: 'ready' }]);
    expect((await call('upload', 'GET', { id })).json).toMatchObject({ id, name: 'june.csv' });
    expect((await call('upload', 'GET', { id: 'none' })).status).toBe(404);
  });

  it('GET rejects is CSV that is inert in a spreadsheet', async () => {
    const { headers, text } = await call('rejects', 'GET', { id });
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('line,reason,record');
    expect(lines[1]).toMatch(/^3,.*12\.5/);
    expect(lines[2]).toBe(`5,"The record has 2 values, the header has 5 columns.","'=cmd,oops"`);
    expect((await call('rejects', 'GET', { id: 'none' })).status).toBe(404);
  });

  it('POST preview shows rows and mapping', async () => {
    const { status, json } = await call('preview', 'POST', { body: csv });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      format: { id: 'crossrate' },
      dialect: { encoding: 'utf-8', gzip: false, delimiter: ',', newline: 'LF', number_style: '1234.56' },
    });
    expect(json.mapping).toContainEqual({
      field: 'input',
      column: 'input_tokens',
      value: null,
      default: null,
    });
    expect(json.rows[0]).toMatchObject({
      starts_at: expect.stringMatching(/^2026-06-01T00:00:00/),
      model: 'gpt-4.1',
    });
    expect(json.rows[0].tokens.uncached_input).toBe(1000);
  });

  it('refusals are problem details', async () => {
    const pdf = await call('uploads', 'POST', { query: '?wait=1', body: '%PDF-1.7' });
    expect(pdf.headers.get('content-type')).toBe('application/problem+json');
    expect(pdf.json).toMatchObject({
      type: '/problems/not-a-usage-export',
      status: 415,
      title: 'Not a usage export',
    });
    expect((await call('preview', 'POST', { body: '%PDF-1.7' })).status).toBe(415);
    expect((await call('uploads', 'POST', { query: '?wait=maybe', body: csv })).json).toMatchObject({
      status: 400,
      issues: [{ where: 'wait' }],
    });
    const large = { 'content-length': String(2 << 20) };
    expect((await call('uploads', 'POST', { body: csv, headers: large })).json.status).toBe(413);
  });

  it('takes an id that the sender chose, once', async () => {
    const chosen = '0b54c9b2-6a1c-4c39-9a3e-2f0f1d3c5a77';
    const [first, second] = [csv.replaceAll('2026-06', '2026-04'), csv.replaceAll('1000', '1002')];
    expect((await call('uploads', 'POST', { query: `?wait=1&id=${chosen}`, body: first })).json.id).toBe(
      chosen,
    );
    const again = await call('uploads', 'POST', { query: `?wait=1&id=${chosen}`, body: second });
    expect(again.json).toMatchObject({ status: 409, title: 'The id is taken' });
  });

  it('tells a body that the framework dropped from an empty one', async () => {
    const url = new URL('http://127.0.0.1/api/v1/uploads');
    const bare = await routes.uploads.POST?.({
      request: new Request(url, { method: 'POST' }),
      url,
      params: {},
      locals: { identity: { kind: 'local' } },
    });
    expect(bare?.status).toBe(400);
    expect(await bare?.json()).toMatchObject({ detail: expect.stringContaining('Content-Type header') });
    expect((await call('uploads', 'POST')).status).toBe(422);
  });

  it('DELETE removes it and its failures', async () => {
    const { uploads } = (await call('uploads', 'GET')).json;
    for (const upload of uploads)
      expect((await call('upload', 'DELETE', { id: upload.id })).status).toBe(204);
    expect((await call('uploads', 'GET')).json.uploads).toEqual([]);
    expect((await call('upload', 'DELETE', { id })).status).toBe(404);
  });
});

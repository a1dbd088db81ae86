import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeApp } from '$lib/server/app';
import { GET as getSpend } from '../../src/routes/api/v1/spend/+server';
import { GET as listUploads, POST as upload } from '../../src/routes/api/v1/uploads/+server';
import { GET as getRejects } from '../../src/routes/api/v1/uploads/[id]/rejects/+server';
import { HOSTILE_ABSENT, hostileTexts } from './naughty-strings';

const locals = { identity: { kind: 'local' } };

type Handler = (event: never) => Response | Promise<Response>;

if (HOSTILE_ABSENT) console.warn(HOSTILE_ABSENT);
const TEXTS = hostileTexts();
const HEADER = ['time', 'route', 'model', 'input_tokens', 'output_tokens'];
const LABELS = ['feature', 'project', 'user', 'api_key', 'region', 'conversation', 'request_id'];
/** A spreadsheet takes a cell for a formula by its first character. */
const ACTIVE = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossrate-hostile-'));
  process.env['CROSSRATE_DATA'] = folder;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
});

afterAll(async () => {
  await closeApp();
  await rm(folder, { recursive: true, force: true });
});

async function call(handler: Handler, path: string, init: RequestInit = {}, id = ''): Promise<Response> {
  const url = new URL(path, 'http://localhost/api/v1/');
  return handler({ url, params: { id }, request: new Request(url, init), locals } as never);
}

async function send(name: string, text: string): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ name, wait: '1' });
  const response = await call(upload, `uploads?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: text,
  });
  return (await response.json()) as Record<string, unknown>;
}

/** One request for each text, which is every label of it. */
const usage = (texts: string[]): string =>
  Papa.unparse({
    fields: [...HEADER, ...LABELS],
    data: texts.map((text, i) => [
      `2026-06-01T10:00:00Z`,
      'official',
      'gpt-4.1',
      1_000_000,
      i,
      ...LABELS.map(() => text),
    ]),
  }) + '\n';

describe.skipIf(HOSTILE_ABSENT !== undefined)('hostile texts (skipped without ../shared/data)', () => {
  it('are labels like any other: each is one row, itself to the letter', async () => {
    expect(TEXTS.length).toBeGreaterThan(500);
    expect(await send('labels.csv', usage(TEXTS))).toMatchObject({
      rows: { read: TEXTS.length, accepted: TEXTS.length, rejected: 0, duplicate: 0 },
    });
    for (const label of ['feature', 'project', 'user', 'region']) {
      const answer = (await (await call(getSpend, `spend?home=USD&by=${label}`)).json()) as {
        rows: Record<string, string | number>[];
      };
      expect(answer.rows.map((row) => row[label]).sort()).toEqual([...TEXTS].sort());
      expect(answer.rows.every(({ requests }) => requests === 1)).toBe(true);
    }
  });

  it('narrow to their own request as a filter, whatever they hold', async () => {
    for (const text of TEXTS.filter((_, i) => i % 25 === 0)) {
      const query = new URLSearchParams({ home: 'USD', by: 'day', feature: text });
      const answer = (await (await call(getSpend, `spend?${query}`)).json()) as { totals?: object };
      expect(answer.totals, text).toMatchObject({ requests: 1 });
    }
  });

  it('leave as CSV inert, and numbers stay numbers', async () => {
    const csv = await (await call(getSpend, 'spend?home=USD&by=feature&format=csv')).text();
    const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
    expect(errors).toEqual([]);
    const cells = data.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => ACTIVE.test(cell) && !NUMBER.test(cell))).toEqual([]);
    const back = data.map(({ feature = '' }) =>
      /^'[=+\-@＝＋－＠]/.test(feature) ? feature.slice(1) : feature,
    );
    expect(back.sort()).toEqual([...TEXTS].sort());
    for (const { requests, list } of data)
      expect([requests, list]).toEqual(['1', expect.stringMatching(NUMBER)]);
  });

  it('are given back inert where their rows are rejected', async () => {
    const rows = TEXTS.map((text) => [text, 'official', 'gpt-4.1', 1, 1]);
    const text = `${Papa.unparse({ fields: HEADER, data: [['2026-06-02T10:00:00Z', 'official', 'gpt-4.1', 1, 1], ...rows] })}\n`;
    const sent = await send('rejects.csv', text);
    expect(sent['rows']).toMatchObject({ read: TEXTS.length + 1, accepted: 1, rejected: TEXTS.length });
    const id = sent['id'] as string;
    const csv = await (await call(getRejects, `uploads/${id}/rejects`, {}, id)).text();
    const { data } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
    expect(data).toHaveLength(TEXTS.length + 1);
    expect(data.slice(1).filter(([, , record = '']) => ACTIVE.test(record) && !NUMBER.test(record))).toEqual(
      [],
    );
  });

  it('are names of files, of which only folders and control characters go', async () => {
    const names = TEXTS.filter((_, i) => i % 20 === 0);
    for (const [i, name] of names.entries())
      await send(name, usage([`file ${i}`]).replace('2026-06-01', '2026-07-01'));
    const list = (await (await call(listUploads, 'uploads')).json()) as { uploads: { name: string }[] };
    const meant = names.map(
      (name) => (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, ' ').trim() || 'upload',
    );
    expect(list.uploads.map(({ name }) => name).sort()).toEqual(
      [...meant, 'labels.csv', 'rejects.csv'].sort(),
    );
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { createIngest, type Ingest } from '$lib/server/ingest/ingest';
import type { ReceiveOptions, Received } from '$lib/server/ingest/job';
import { originalBytes, originalNotes, type OriginalNote } from '$lib/server/ingest/originals';
import { openStore } from '$lib/server/store/duckdb/open-store';
import type { Store } from '$lib/server/store/store';

const log = pino({ level: 'silent' });
const MAX_UPLOAD = 8 << 20;

let folder: string;
let store: Store;
let ingest: Ingest;

function startIngest(): Ingest {
  const formats = async () => [...BUILT_IN_FORMATS, ...(await store.formats())];
  return createIngest({ store, dataDir: folder, maxUpload: MAX_UPLOAD, formats, log, now: () => Date.now() });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-uploads-'));
  store = await openStore({ dataDir: folder, memoryLimit: '512MB', threads: 2 });
  ingest = startIngest();
});
afterEach(async () => {
  await ingest.drain();
  await store.close();
  rmSync(folder, { recursive: true });
});

const HEADER = 'time,route,model,input_tokens,output_tokens,request_id';
const record = (i: number): string =>
  `2026-06-${String(1 + (i % 28)).padStart(2, '0')}T10:00:00Z,official,gpt-4.1,${100 + i},${10 + i},req-${i}`;
const file = (records: number, newline = '\n'): string =>
  [HEADER, ...Array.from({ length: records }, (_, i) => record(i))].join(newline) + newline;

/** Charged 1234 and 2.50 euros, as a German spreadsheet writes them: read as 1.234 by the style of the format. */
const GERMAN = [
  'time;route;model;input_tokens;output_tokens;charged;currency',
  '2026-06-01T10:00:00Z;official;gpt-4.1;950;10;1.234;EUR',
  '2026-06-02T10:00:00Z;official;gpt-4.1;1.950;10;2,50;EUR',
  '',
].join('\n');

const bodyOf = (bytes: string | Uint8Array): ReadableStream<Uint8Array> =>
  new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]).stream();

const send = (bytes: string | Uint8Array, options: Partial<ReceiveOptions> = {}): Promise<Received> =>
  ingest.receive(bodyOf(bytes), { name: 'june.csv', format: 'auto', wait: true, ...options });

async function loaded(bytes: string | Uint8Array, options: Partial<ReceiveOptions> = {}) {
  const received = await send(bytes, options);
  if (!received.ok) throw new Error(JSON.stringify(received));
  return received;
}

const spooled = (): string[] => readdirSync(join(folder, 'spool'));

describe('an upload', () => {
  it('is loaded, listed, and leaves nothing in the spool', async () => {
    const { status, upload } = await loaded(file(100));
    expect(status).toBe(201);
    expect(upload).toMatchObject({
      name: 'june.csv',
      format: 'crossrate',
      status: 'ready',
      rows: { read: 100, accepted: 100, duplicate: 0, rejected: 0, ignored: 0 },
      from: expect.stringContaining('2026-06-01T10:00:00'),
    });
    expect(await ingest.list()).toEqual([upload]);
    expect(await ingest.get(upload.id)).toEqual(upload);
    expect(spooled()).toEqual([]);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${file(20)}`)],
    ['UTF-16', Buffer.from(`\ufeff${file(20)}`, 'utf16le')],
    ['UTF-16, big end first, no mark', Buffer.from(file(20), 'utf16le').swap16()],
    ['gzip', gzipSync(file(20))],
    ['CRLF', Buffer.from(file(20, '\r\n'))],
    ['CR', Buffer.from(file(20, '\r'))],
    ['mixed newlines', Buffer.from(file(20).replace('\n', '\r\n'))],
    ['semicolons', Buffer.from(file(20).replaceAll(',', ';'))],
    ['tabs', Buffer.from(file(20).replaceAll(',', '\t'))],
    ['quotes everywhere', Buffer.from(file(20).replaceAll(/[^,\n]+/g, '"$&"'))],
    ['empty lines', Buffer.from(file(20).replaceAll('\n', '\n\n'))],
  ])('gives the same records as %s', async (_, bytes) => {
    const { upload } = await loaded(bytes);
    expect(upload.rows).toEqual({ read: 20, accepted: 20, duplicate: 0, rejected: 0, ignored: 0 });
    const records = await store.records({ sample: false }, 0, 100);
    const input = records.reduce((sum, { tokens }) => sum + tokens.uncached_input, 0);
    expect(input).toBe(20 * 100 + (19 * 20) / 2);
  });

  it('reads a million empty lines over', async () => {
    const { upload } = await loaded(`${HEADER}\n${'\n'.repeat(1_000_000)}${record(1)}\n`);
    expect(upload.rows).toMatchObject({ read: 1, accepted: 1 });
    expect(upload.issues).toContainEqual({ where: 'file', message: '1000000 empty lines were skipped.' });
  });

  it('balances, with line and reason of what reading and loading rejected', async () => {
    const text = [HEADER, record(1), 'short,row', record(2).replace('102', 'many'), record(3), ''].join('\n');
    const { upload } = await loaded(text);
    expect(upload.rows).toEqual({ read: 4, accepted: 2, duplicate: 0, rejected: 2, ignored: 0 });
    const rejects = await ingest.rejects(upload.id, 0, 10);
    expect(rejects.map(({ line }) => line)).toEqual([3, 4]);
    expect(rejects[0]?.reason).toBe('The record has 2 values, the header has 6 columns.');
    expect(rejects[0]?.record).toBe('short,row');
    expect(rejects[1]?.record).toContain('many');
  });

  it('keeps its original, which loads to the same again', async () => {
    const text = file(50);
    const first = await loaded(text);
    const [note] = await originalNotes(join(folder, 'originals'));
    if (!note) throw new Error('no original');
    expect(note).toMatchObject({ id: first.upload.id, name: 'june.csv', sha256: first.upload.sha256 });
    expect(await new Response(await originalBytes(join(folder, 'originals'), note)).text()).toBe(text);
    expect(await ingest.remove(first.upload.id)).toBe(true);
    expect(await originalNotes(join(folder, 'originals'))).toEqual([]);
    expect(await ingest.list()).toEqual([]);
    expect((await loaded(text)).status).toBe(201);
  });

  it('is answered when received, without wait', async () => {
    const { status, upload } = await loaded(file(1_000), { wait: false });
    expect(status).toBe(202);
    await vi.waitFor(async () => expect((await ingest.get(upload.id))?.status).toBe('ready'), 20_000);
    expect((await ingest.get(upload.id))?.rows.accepted).toBe(1_000);
  });
});

describe('the same bytes', () => {
  it('load once, one after the other', async () => {
    const first = await loaded(file(10));
    const second = await loaded(file(10), { name: 'again.csv' });
    expect(second).toMatchObject({ status: 200, upload: { id: first.upload.id, name: 'june.csv' } });
    expect((await ingest.list()).length).toBe(1);
    expect(spooled()).toEqual([]);
  });

  it('load once, both at the same time', async () => {
    const answers = await Promise.all([loaded(file(10)), loaded(file(10)), loaded(file(10))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ upload }) => upload.id)).size).toBe(1);
  });

  it('are on their way: who sends them too is told so, follows them to their end and is owed them as well', async () => {
    const bad = file(10).replaceAll('official', 'elsewhere');
    let open = (): void => undefined;
    const busy = ingest.between(() => new Promise<void>((resolve) => (open = resolve)));
    const first = send(bad);
    await vi.waitFor(() => expect(spooled().some((name) => name.endsWith('.json'))).toBe(true), 20_000);
    const [id = ''] = spooled().map((name) => name.slice(0, 36));
    const promised = (): unknown =>
      (JSON.parse(readFileSync(join(folder, 'spool', `${id}.json`), 'utf8')) as OriginalNote).promised;
    expect(promised()).toBeUndefined();
    expect(await send(bad, { wait: false })).toMatchObject({ status: 202, upload: { id } });
    expect(promised()).toBe(true);
    open();
    await busy;
    expect(await first).toMatchObject({ ok: false, problem: 'nothing-usable' });
    expect(await ingest.get(id)).toMatchObject({ status: 'failed' });
    expect(spooled()).toEqual([]);
  });

  it('are tried again after a failure', async () => {
    expect(await send(file(10).replaceAll('official', 'elsewhere'))).toMatchObject({
      ok: false,
      status: 422,
    });
    const again = await loaded(file(10).replaceAll('official', 'elsewhere'), { newRoutes: 'relay' });
    expect(again.upload.rows.accepted).toBe(10);
  });
});

describe('cells with a group sign among plain numbers', () => {
  const grouped = (count: number): string => {
    const rows = Array.from({ length: count }, (_, i) => record(i).replace(/,\d+,\d+,req/, ',"1,234",5,req'));
    return [HEADER, ...rows, ...Array.from({ length: 20 - count }, (_, i) => record(50 + i)), ''].join('\n');
  };

  it('lose their rows alone while they are strays: what was read is right', async () => {
    const { upload } = await loaded(grouped(2));
    expect(upload.rows).toMatchObject({ read: 20, accepted: 18, rejected: 2 });
  });

  it('are a style of the file where they are more than a tenth of its rows: nothing is stored', async () => {
    expect(await send(grouped(3))).toMatchObject({ ok: false, problem: 'wrong-number-style' });
    expect((await loaded(grouped(3), { numberStyle: '1,234.56' })).upload.rows.accepted).toBe(20);
  });
});

describe('an upload that is refused', () => {
  it.each([
    ['a header alone', `${HEADER}\n`, 422, 'no-records'],
    ['an empty file', '', 422, 'empty'],
    ['another table', 'city,country\nRome,Italy\n', 415, 'unknown-format'],
    ['JSON of something else', '{"city":"Rome"}', 415, 'unknown-format'],
    ['JSON cut short', '{"data":[{"results":[{"mod', 422, 'broken-json'],
    [
      'a wide header',
      `${Array.from({ length: 50_000 }, (_, i) => `c${i}`).join(',')}\n`,
      422,
      'unusable-header',
    ],
    ['a column named twice but for capitals', `${HEADER},Model\n${record(1)},m\n`, 422, 'unusable-header'],
    ['numbers of another style', GERMAN, 422, 'wrong-number-style'],
    ['no usable row', `${HEADER}\nyesterday,official,m,1,2,a\n`, 422, 'nothing-usable'],
  ])('%s: nothing is kept', async (_, text, status, problem) => {
    const refused = await send(text);
    expect(refused).toMatchObject({ ok: false, status, problem });
    expect(await store.uploads()).toEqual([]);
    expect(await ingest.list()).toMatchObject([{ status: 'failed' }]);
    expect(spooled()).toEqual([]);
    expect(await originalNotes(join(folder, 'originals'))).toEqual([]);
  });

  it('is of another number style: says where, and is loaded in the style that somebody chooses', async () => {
    expect(await send(GERMAN)).toMatchObject({
      issues: [
        {
          where: 'column input_tokens',
          message:
            '1.950 is not a whole number written as 1234.56. Numbers written as 1.234,56 would fit: choose that number style.',
        },
        { where: 'line 3, column input_tokens' },
      ],
    });
    const preview = await ingest.preview(Buffer.from(GERMAN), { format: 'auto' });
    expect(preview).toMatchObject({ dialect: { numberStyleFits: false } });
    await loaded(GERMAN, { numberStyle: '1.234,56' });
    const charged = (await store.records({ sample: false }, 0, 10)).map((one) => Number(one.charged));
    expect(charged.sort()).toEqual([1234, 2.5]);
  });

  it('has one cell of another style and many of its own: its row is rejected alone', async () => {
    const rows = ['0.5', '"0,5"', '1.5'].map((charged, i) => `${record(i)},${charged},USD`);
    const { upload } = await loaded([`${HEADER},charged,currency`, ...rows, ''].join('\n'));
    expect(upload.issues).toEqual([{ where: 'line 3, column charged', message: 'not an amount: 0,5' }]);
    expect(upload.rows).toMatchObject({ accepted: 2, rejected: 1 });
  });

  it('shows its rejects until it is removed', async () => {
    await send(`${HEADER}\nyesterday,official,m,1,2,a\n`);
    const [failed] = await ingest.list();
    expect(failed?.rows).toMatchObject({ read: 1, rejected: 1 });
    expect(await ingest.rejects(failed?.id ?? '', 0, 10)).toMatchObject([{ line: 2 }]);
    expect(await ingest.remove(failed?.id ?? '')).toBe(true);
    expect(await ingest.list()).toEqual([]);
  });

  it('says so where it keeps the first of its rejects only', async () => {
    await send(file(1_500).replaceAll('official', 'elsewhere'));
    const [failed] = await ingest.list();
    expect(failed?.issues.slice(1, 3)).toEqual([
      { where: 'june.csv', message: 'no row could be used: 1500 of 1500 were rejected' },
      { where: 'rejected rows', message: 'the list of rejects has the first 1,000 of 1,500' },
    ]);
    expect(await ingest.rejects(failed?.id ?? '', 999, 10)).toMatchObject([{ line: 1_001 }]);
  });

  it('is over the cap: by its announced length, or on crossing it', async () => {
    const untouched = new ReadableStream<Uint8Array>(
      { pull: () => Promise.reject(new Error('read')) },
      { highWaterMark: 0 },
    );
    const options = { name: 'x', format: 'auto', wait: true };
    expect(await ingest.receive(untouched, { ...options, contentLength: MAX_UPLOAD + 1 })).toMatchObject({
      status: 413,
    });
    let sent = 0;
    const chunk = new Uint8Array(Buffer.from(`${record(1)}\n`.repeat(500)));
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    });
    expect(await ingest.receive(endless, options)).toMatchObject({ status: 413, problem: 'too-large' });
    expect(sent).toBeLessThan(MAX_UPLOAD + (1 << 20));
    expect(spooled()).toEqual([]);
  });

  it('names the route that is missing', async () => {
    const usage =
      'start_time,end_time,num_model_requests,model,input_tokens,output_tokens\n1780272000,1780275600,1,gpt-4.1,5,6\n';
    expect(await send(usage)).toMatchObject({ status: 400, issues: [{ where: 'route' }] });
    expect((await loaded(usage, { route: 'official' })).upload).toMatchObject({
      format: 'openai-usage',
      route: 'official',
    });
  });
});

describe('a transfer that does not end well', () => {
  const stalled = (): { body: ReadableStream<Uint8Array>; fail: (error: Error) => void } => {
    let fail: (error: Error) => void = () => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(Buffer.from(file(2_000))));
        fail = (error) => controller.error(error);
      },
    });
    return { body, fail };
  };
  const options = { name: 'slow.csv', format: 'auto', wait: true };
  const id = '0b54c9b2-6a1c-4c39-9a3e-2f0f1d3c5a77';

  it('is broken off: listed as failed, no file left', async () => {
    const { body, fail } = stalled();
    const answer = ingest.receive(body, options);
    await vi.waitFor(
      async () =>
        expect(await ingest.list()).toMatchObject([{ status: 'receiving', bytes: file(2_000).length }]),
      20_000,
    );
    fail(new Error('aborted'));
    expect(await answer).toMatchObject({ ok: false, status: 400, problem: 'transfer-broken-off' });
    expect(await ingest.list()).toMatchObject([{ status: 'failed' }]);
    expect(spooled()).toEqual([]);
  });

  it('is cancelled: as if it had never begun', async () => {
    const answer = ingest.receive(stalled().body, options);
    await vi.waitFor(async () => expect((await ingest.list())[0]?.bytes).toBeGreaterThan(0), 20_000);
    expect(await ingest.remove((await ingest.list())[0]?.id ?? '')).toBe(true);
    expect(await answer).toMatchObject({ ok: false, status: 409 });
    expect(await ingest.list()).toEqual([]);
    expect(spooled()).toEqual([]);
  });

  it('is cancelled, and sent once more under its id, as browsers do: refused', async () => {
    const answer = ingest.receive(stalled().body, { ...options, id });
    await vi.waitFor(async () => expect((await ingest.list())[0]?.bytes).toBeGreaterThan(0), 20_000);
    expect(await ingest.remove(id)).toBe(true);
    expect(await answer).toMatchObject({ ok: false, problem: 'cancelled' });
    expect(await send(file(2_000), { id })).toMatchObject({ ok: false, problem: 'cancelled' });
    expect(await ingest.list()).toEqual([]);
  });

  it('breaks off and is cancelled at once: no failed upload is left', async () => {
    const { body, fail } = stalled();
    const answer = ingest.receive(body, { ...options, id });
    await vi.waitFor(async () => expect((await ingest.list())[0]?.bytes).toBeGreaterThan(0), 20_000);
    fail(new Error('aborted'));
    expect(await ingest.remove(id)).toBe(true);
    await answer;
    expect(await ingest.list()).toEqual([]);
  });

  it('is overtaken by its cancellation: refused when it arrives', async () => {
    expect(await ingest.remove(id)).toBe(false);
    expect(await send(file(3), { id })).toMatchObject({ ok: false, status: 409, problem: 'cancelled' });
    expect(await ingest.list()).toEqual([]);
  });

  it('is sent twice under one id at once: one of the two is refused', async () => {
    const sent = await Promise.all([send(file(3), { id }), send(file(4), { id })]);
    expect(sent.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await ingest.list()).toHaveLength(1);
  });

  it('is cancelled while it waits for another upload: the other is loaded, it is not waited for', async () => {
    const first = send(file(100_000));
    await vi.waitFor(async () => expect((await ingest.list())[0]?.status).toBe('loading'), 20_000);
    const second = ingest.receive(bodyOf(file(3)), { ...options, id });
    await vi.waitFor(async () => expect((await ingest.get(id))?.status).toBe('loading'), 20_000);
    expect(await ingest.remove(id)).toBe(true);
    expect(await second).toMatchObject({ ok: false, problem: 'cancelled' });
    expect((await ingest.list()).map(({ status }) => status)).toEqual(['loading']);
    expect(await first).toMatchObject({ ok: true });
  });

  it('meets a clean stop', async () => {
    const answer = ingest.receive(stalled().body, options);
    await vi.waitFor(async () => expect((await ingest.list())[0]?.bytes).toBeGreaterThan(0), 20_000);
    await ingest.drain();
    expect(await answer).toMatchObject({ ok: false, status: 503 });
    expect(await send(file(1))).toMatchObject({ ok: false, status: 503 });
    expect(spooled()).toEqual([]);
  });
});

describe('what a dead process left in the spool', () => {
  const note = { id: 'left-1', name: 'left.csv', sha256: '', bytes: 0, gzip: false, sample: false };

  async function leave(what: object, bytes: string): Promise<void> {
    await ingest.drain();
    writeFileSync(join(folder, 'spool', 'left-1.json'), JSON.stringify({ ...note, ...what }));
    writeFileSync(join(folder, 'spool', 'left-1.raw'), bytes);
    writeFileSync(join(folder, 'spool', 'other.text'), 'half a fi');
    ingest = startIngest();
  }

  it('is loaded where it had been answered, under its id', async () => {
    const [format] = BUILT_IN_FORMATS;
    await leave({ promised: true, format, receivedAt: '2026-06-30T00:00:00.000Z' }, file(30));
    await vi.waitFor(async () => expect((await ingest.get('left-1'))?.status).toBe('ready'), 20_000);
    expect(await ingest.get('left-1')).toMatchObject({
      name: 'left.csv',
      rows: { read: 30, accepted: 30 },
      receivedAt: expect.stringMatching(/^2026-06-30T00:00:00/),
    });
    await vi.waitFor(() => expect(spooled()).toEqual([]), 20_000);
  });

  it('is removed where nobody was answered', async () => {
    await leave({ format: BUILT_IN_FORMATS[0], receivedAt: '2026-06-30T00:00:00.000Z' }, file(30));
    await send(file(1));
    expect(spooled()).toEqual([]);
    expect(await ingest.get('left-1')).toBeUndefined();
  });

  it('is kept as an original where it had been loaded', async () => {
    const { upload } = await loaded(file(5));
    const [kept] = await originalNotes(join(folder, 'originals'));
    await ingest.drain();
    const originals = join(folder, 'originals');
    const raw = readdirSync(originals).find((name) => name.endsWith('.raw'));
    const text = raw
      ? readFileSync(join(originals, raw))
      : gunzipSync(readFileSync(join(originals, `${upload.sha256}.gz`)));
    rmSync(originals, { recursive: true });
    writeFileSync(join(folder, 'spool', `${upload.id}.json`), JSON.stringify(kept));
    writeFileSync(join(folder, 'spool', `${upload.id}.raw`), text);
    ingest = startIngest();
    await send(file(1));
    expect((await originalNotes(join(folder, 'originals'))).map(({ id }) => id)).toContain(upload.id);
    expect(spooled()).toEqual([]);
  });
});

describe('a clean stop', () => {
  it('finishes the load under way and leaves the next to the next process', async () => {
    const answers = await Promise.all([1, 2, 3].map((i) => loaded(file(2_000 + i), { wait: false })));
    await ingest.drain();
    ingest = startIngest();
    for (const { upload } of answers)
      await vi.waitFor(async () => expect((await ingest.get(upload.id))?.status).toBe('ready'), 20_000);
  });
});

describe('a preview', () => {
  const options = { format: 'auto' };

  it('says what an upload would come to, and stores nothing', async () => {
    const preview = await ingest.preview(Buffer.from(file(30, '\r\n')), options);
    expect(preview).toMatchObject({
      ok: true,
      format: { id: 'crossrate' },
      header: HEADER.split(','),
      dialect: { encoding: 'utf-8', gzip: false, delimiter: ',', newline: '\r\n', numberStyle: '1234.56' },
      issues: [],
    });
    if (!preview.ok) return;
    expect(preview.normalised?.rows).toHaveLength(20);
    expect(preview.normalised?.rows[0]).toMatchObject({ model: 'gpt-4.1', requestId: 'req-0' });
    expect(await ingest.list()).toEqual([]);
    expect(spooled()).toEqual([]);
  });

  it('looks at the beginning of a long file, packed or not', async () => {
    const long = Buffer.from(file(20_000));
    for (const bytes of [long.subarray(0, 262_144), gzipSync(long).subarray(0, 262_144)]) {
      const preview = await ingest.preview(bytes, options);
      expect(preview).toMatchObject({ ok: true, issues: [] });
      expect(preview.ok && preview.normalised?.rows.length).toBe(20);
    }
  });

  it('names the number style that would fit', async () => {
    const german =
      `${HEADER};charged;currency\n`.replaceAll(',', ';') +
      `${record(1).replaceAll(',', ';')};1.234,56;EUR\n`;
    const preview = await ingest.preview(Buffer.from(german), options);
    expect(preview.issues).toMatchObject([
      { where: 'column charged', message: expect.stringContaining('1.234,56 would fit') },
    ]);
    const fitting = await ingest.preview(Buffer.from(german), { ...options, numberStyle: '1.234,56' });
    expect(fitting.issues).toEqual([]);
    expect(fitting.ok && fitting.normalised?.rows[0]?.charged).toMatch(/^1234\.560*$/);
  });

  it('proposes a declaration for an unknown table', async () => {
    const text = 'when,model name,prompt tokens,completion tokens\n2026-06-01T00:00:00Z,gpt-4.1,5,6\n';
    const preview = await ingest.preview(Buffer.from(text), options);
    expect(preview).toMatchObject({ ok: true, format: undefined, normalised: undefined });
    expect(preview.ok && preview.proposal?.format.fields.input).toMatchObject({ column: 'prompt tokens' });
  });

  it('is refused as the upload would be', async () => {
    expect(await ingest.preview(Buffer.from('%PDF-1.7'), options)).toMatchObject({ ok: false, status: 415 });
    expect(await ingest.preview(Buffer.alloc(0), options)).toMatchObject({ ok: false, problem: 'empty' });
  });
});

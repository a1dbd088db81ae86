import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reject } from '$lib/usage/upload';
import { receiveBody, type ReceivedBody } from './receive-body';
import { Refused } from './refusal';
import { rewrite } from './rewrite';
import type { TextScanned } from './text-scan';

let folder: string;
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-ingest-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Sent = Uint8Array | string;

function bodyOf(bytes: Sent, chunk = 65_536): ReadableStream<Uint8Array> {
  const all = Buffer.from(bytes as Uint8Array);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= all.length) return controller.close();
      controller.enqueue(new Uint8Array(all.subarray(at, (at += chunk))));
    },
  });
}

async function receive(bytes: Sent, options: { chunk?: number; maxBytes?: number; gb18030?: boolean } = {}) {
  const name = join(folder, String(count++));
  return receiveBody(bodyOf(bytes, options.chunk), {
    rawPath: `${name}.raw`,
    textPath: `${name}.text`,
    maxBytes: options.maxBytes ?? 1 << 30,
    ...(options.gb18030 && { confirmedEncoding: 'gb18030' as const }),
  });
}

interface Table {
  rows: string[][];
  rejects: Reject[];
  read: number;
  lines: number[];
}

/** What the scan of a CSV found. */
function csvOf({ scanned }: ReceivedBody): TextScanned {
  if (scanned.kind !== 'csv') throw new Error('taken for JSON');
  return scanned;
}

/** The records of a received text: straight from a plain file, else through the strict reader. csv-parse reads both. */
async function tableOf(
  received: ReceivedBody,
  strict = csvOf(received).irregular !== undefined,
): Promise<Table> {
  const { textPath } = received;
  const scanned = csvOf(received);
  const options = { delimiter: scanned.delimiter, relax_column_count: false };
  if (!strict) {
    const [, ...rows] = parse(readFileSync(textPath), options);
    return { rows, rejects: [], read: scanned.records, lines: rows.map((_, i) => i + 2) };
  }
  const { file, rejects, read } = await rewrite(textPath, join(folder, `${count++}.plain`), scanned);
  const [header, ...rows] = parse(readFileSync(file.path), { ...options, record_delimiter: '\n' });
  expect(header).toEqual(file.columns);
  expect(rows).toHaveLength(file.records);
  return { rows: rows.map((r) => r.slice(1)), rejects, read, lines: rows.map((r) => Number(r[0])) };
}

async function refusal(bytes: Sent, options?: Parameters<typeof receive>[1]) {
  const error: unknown = await receive(bytes, options).catch((e: unknown) => e);
  if (!(error instanceof Refused)) throw new Error(`not refused: ${JSON.stringify(error)}`);
  return error.refusal;
}

const ENCODINGS = ['utf-8', 'utf-8 with mark', 'utf-16le', 'utf-16be with mark', 'gb18030'] as const;

/** Characters of GB18030 that Node cannot write: their bytes, so that the decoder is held against the standard. */
const GB18030: Record<string, number[]> = {
  模: [0xc4, 0xa3],
  型: [0xd0, 0xcd],
  '€': [0xa2, 0xe3],
  '😀': [0x94, 0x39, 0xfc, 0x36],
};

function encode(text: string, encoding: (typeof ENCODINGS)[number]): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8 with mark') return Buffer.from(`\ufeff${text}`);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be with mark') return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  return Buffer.concat([...text].map((c) => Buffer.from(GB18030[c] ?? [c.charCodeAt(0)])));
}

function write(
  table: string[][],
  delimiter: string,
  newline: string,
  quoteAll: boolean,
  endsWithNewline: boolean,
): string {
  const cell = (text: string): string =>
    quoteAll || /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const text = table.map((row) => row.map(cell).join(delimiter)).join(newline);
  return endsWithNewline ? text + newline : text;
}

const cell = fc.string({
  unit: fc.constantFrom('a', '7', ' ', ',', ';', '\t', '|', '"', '\n', '\r', '.', '模', '型', '€', '😀'),
  maxLength: 6,
});
const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
  );

describe('a text that is received', { timeout: 60_000 }, () => {
  it('holds the records that were written: 5 encodings × 3 newlines × 4 delimiters, cut into chunks anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        fc.constantFrom(...ENCODINGS),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        async (rows, encoding, newline, delimiter, quoteAll, endsWithNewline, chunk) => {
          const header = (rows[0] ?? []).map((_, i) => `column_${'abcde'[i]}`);
          const text = write([header, ...rows], delimiter, newline, quoteAll, endsWithNewline);
          const received = await receive(encode(text, encoding), { chunk, gb18030: encoding === 'gb18030' });
          expect(csvOf(received).columns).toEqual(header);
          const table = await tableOf(received);
          expect(table.rows).toEqual(rows);
          expect(table.rejects).toEqual([]);
          expect(table.read).toBe(rows.length);
          expect((await tableOf(received, true)).rows).toEqual(table.rows);
        },
      ),
      { numRuns: 250 },
    );
  });

  it('is the same whether it was packed or not', async () => {
    const text = `a,b\n${'1,2\n'.repeat(5_000)}`;
    const packed = await receive(gzipSync(text), { chunk: 10 });
    expect(packed.gzip).toBe(true);
    expect(readFileSync(packed.textPath, 'utf8')).toBe(text);
    expect(csvOf(packed).records).toBe(5_000);
    expect(packed.sha256).not.toBe((await receive(text)).sha256);
  });

  it('is plain only with one newline kind, one width and no newline in quotes', async () => {
    const why = async (text: string) => csvOf(await receive(text)).irregular;
    expect(await why('a,b\n1,2\n3,4')).toBeUndefined();
    expect(await why('a,b\r\n"1","2"\r\n')).toBeUndefined();
    expect(await why('a,b\n1,2\r\n3,4\n')).toMatch(/newlines/);
    expect(await why('a,b\r1,2\r')).toMatch(/newlines/);
    expect(await why('a,b\n1,2,3\n')).toMatch(/width/);
    expect(await why('a,b\n1,"2\n3"\n')).toMatch(/newline inside quotes/);
    expect(await why('a,b\n1,2\n\n')).toMatch(/empty line/);
    expect(await why('a,b\n1,x"2\n')).toMatch(/quote inside/);
    expect((await tableOf(await receive('a,b\n1,x"2\n"3;",4\n'))).rows).toEqual([
      ['1', 'x"2'],
      ['3;', '4'],
    ]);
  });
});

describe('a record that cannot be read', { timeout: 30_000 }, () => {
  it('is rejected with the line where it begins, and takes no neighbour along', async () => {
    const text = 'a,b\n1,2\n3\n"x\ny",4\n5,6,7\n\n8,9\n';
    const { rows, rejects, read, lines } = await tableOf(await receive(text));
    expect(rows).toEqual([
      ['1', '2'],
      ['x\ny', '4'],
      ['8', '9'],
    ]);
    expect(lines).toEqual([2, 4, 8]);
    expect(rejects).toEqual([
      { line: 3, reason: 'The record has 1 value, the header has 2 columns.', record: '3' },
      { line: 6, reason: 'The record has 3 values, the header has 2 columns.', record: '5,6,7' },
    ]);
    expect(read).toBe(rows.length + rejects.length);
  });

  it('gives up only its own line when a quote is stray or never closed', async () => {
    const stray = await tableOf(await receive('a,b\n1,"2\n3,4\n5,"6"\n7,8"\n10,"11"x\n12,13\n'));
    expect(stray.rows).toEqual([
      ['3', '4'],
      ['5', '6'],
      ['12', '13'],
    ]);
    expect(stray.rejects.map(({ line, record }) => [line, record])).toEqual([
      [2, '1,"2'],
      [5, '7,8"'],
      [6, '10,"11"x'],
    ]);
    const open = await tableOf(await receive(`a,b\r\n1,"2\r\n${'3,4\r\n'.repeat(200_000)}`));
    expect(open.rows).toHaveLength(200_000);
    expect(open.rejects).toEqual([
      { line: 2, reason: 'The record has a quote that is never closed.', record: '1,"2' },
    ]);
  });

  it('ends a quote that stays open for more than 16 MiB', async () => {
    const rows = 4_000_000;
    const received = await receive(
      Buffer.concat([Buffer.from('a,b\n1,"2\n'), Buffer.alloc(rows * 5, '33,4\n')]),
      { chunk: 1 << 20 },
    );
    const { file, rejects } = await rewrite(
      received.textPath,
      join(folder, `${count++}.plain`),
      csvOf(received),
    );
    expect(rejects.map(({ line }) => line)).toEqual([2]);
    expect(file.records).toBe(rows);
  });

  it('is rejected beyond 16 MiB, over several lines too', async () => {
    const cells = `"${'x'.repeat(9 << 20)}\n${'y'.repeat(9 << 20)}"`;
    const received = await receive(`a,b\n1,${cells}\n3,4\n`);
    const { file, rejects } = await rewrite(
      received.textPath,
      join(folder, `${count++}.plain`),
      csvOf(received),
    );
    expect(rejects.map(({ line }) => line)).toEqual([2, 3]);
    expect(file.records).toBe(1);
  });

  it('ends the reading when there are more than anybody would look at', async () => {
    const received = await receive(`a,b\n${'1\n'.repeat(100_001)}`);
    await expect(
      rewrite(received.textPath, join(folder, `${count++}.plain`), csvOf(received)),
    ).rejects.toThrow(/100,001 records cannot be read/);
  });
});

describe('a file that is no usage export', { timeout: 30_000 }, () => {
  it.each([
    ['%PDF-1.7\n', /PDF document/],
    ['PK\x03\x04\x14\0\x06\0[Content_Types].xml', /Excel workbook.*CSV UTF-8/],
    ['PK\x03\x04\x14\0\0\0usage.csv', /ZIP archive. Unzip/],
    ['<!DOCTYPE html><html>', /web page/],
    [Buffer.from([0, 1, 2, 3, 250, 251, 0, 9, 0, 200]), /binary data/],
    [gzipSync(gzipSync('a,b\n1,2\n')), /compressed twice/],
  ])('%# is told what it is', async (bytes, detail) => {
    const refused = await refusal(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    expect(refused).toMatchObject({ status: 415, problem: 'not-a-usage-export' });
    expect(refused.detail).toMatch(detail);
  });

  it('meets binary data further inside', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,2\n'.repeat(30_000)), Buffer.from([1, 0, 2])]);
    expect((await refusal(bytes)).detail).toMatch(/NUL byte after 240,001 bytes/);
  });

  it('is empty, or has an unusable header', async () => {
    expect(await refusal('')).toMatchObject({ status: 422, problem: 'empty' });
    expect(await refusal('\ufeff\n\n')).toMatchObject({ status: 422, problem: 'empty' });
    expect((await refusal('model,cost,model\n1,2,3\n')).detail).toMatch(/called model/);
    expect((await refusal(`${'c,'.repeat(50_000)}c\n`)).detail).toMatch(/50,001 columns; at most 2,000/);
    expect((await refusal('a,"b\n1,2\n')).detail).toMatch(/Line 1 cannot be read/);
  });

  it('is told which encoding to confirm', async () => {
    const bytes = Buffer.concat([
      Buffer.from('model,note\nx,y\ngpt-4.1,'),
      Buffer.from([0xc4, 0xa3, 0xd0, 0xcd, 10]),
    ]);
    const refused = await refusal(bytes);
    expect(refused).toMatchObject({ status: 415, problem: 'confirm-encoding' });
    expect(refused.detail).toMatch(/looks like GB18030: confirm with encoding=gb18030/);
    expect(refused.issues[0]?.message).toMatch(/gpt-4\.1,模型/);
    expect(await refusal(Buffer.from([0x61, 0x2c, 0x62, 10, 0xff, 0xff, 10]))).toMatchObject({
      problem: 'wrong-encoding',
    });
  });

  it('skips a million empty lines', async () => {
    const { rows, lines } = await tableOf(await receive(`a,b\n${'\n'.repeat(1_000_000)}1,2\n`));
    expect(rows).toEqual([['1', '2']]);
    expect(lines).toEqual([1_000_002]);
  });
});

describe('limits', { timeout: 30_000 }, () => {
  const endless = (chunk: Uint8Array, sent: { bytes: number }): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller) {
        sent.bytes += chunk.length;
        controller.enqueue(new Uint8Array(chunk));
      },
    });

  async function refusedEndless(chunk: Buffer, maxBytes: number) {
    const sent = { bytes: 0 };
    const name = join(folder, String(count++));
    const error: unknown = await receiveBody(endless(chunk, sent), {
      rawPath: `${name}.raw`,
      textPath: `${name}.text`,
      maxBytes,
    }).catch((e: unknown) => e);
    if (!(error instanceof Refused)) throw error;
    return { ...error.refusal, sent: sent.bytes };
  }

  it('refuses as soon as the bytes as sent cross the cap', async () => {
    const refused = await refusedEndless(Buffer.from('a,b\n'.repeat(16_384)), 1_000_000);
    expect(refused.status).toBe(413);
    expect(refused.sent).toBeLessThan(1_000_000 + 4 * 65_536);
  });

  it('refuses an endless line once it is longer than 16 MiB, an endless header after 1 MiB', async () => {
    expect((await refusedEndless(Buffer.alloc(65_536, 'x'), 1 << 30)).sent).toBeLessThan(4 << 20);
    const long = Buffer.concat([Buffer.from('a,b\n1,2\n'), Buffer.alloc(20 << 20, 'x')]);
    expect(await refusal(long)).toMatchObject({ status: 422, problem: 'line-too-long' });
  });

  it('refuses gzip that expands more than 200 times', async () => {
    const text = Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(50 << 20, '1,2\n')]);
    expect(await refusal(gzipSync(text))).toMatchObject({ status: 413, problem: 'expands-too-much' });
  });

  it('tells a damaged gzip file from a sound one', async () => {
    const packed = gzipSync('a,b\n1,2\n');
    expect(await refusal(packed.subarray(0, packed.length - 9))).toMatchObject({ problem: 'damaged-gzip' });
  });

  it('says that a transfer was broken off', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('aborted'));
      },
    });
    const name = join(folder, String(count++));
    await expect(
      receiveBody(body, { rawPath: `${name}.raw`, textPath: `${name}.text`, maxBytes: 1_000 }),
    ).rejects.toThrow(/broken off/);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { recogniseFormat } from '$lib/formats/recognise';
import { fileShape } from '$lib/server/ingest/choose-format';
import { receiveBody } from '$lib/server/ingest/receive-body';
import type { Expected } from '../cases/expected';

const CASES = join(import.meta.dirname, '../cases');

interface Sample {
  name: string;
  format: string;
  bytes: Buffer;
}

/** Every file of the golden folders that is of a built-in format and is recognised by itself. */
const samples: Sample[] = readdirSync(CASES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const read = (file: string) => readFileSync(join(CASES, name, file));
    const { format: chosen, files } = JSON.parse(read('expected.json').toString('utf8')) as Expected;
    if (chosen !== undefined) return [];
    return files
      .filter(({ format }) => BUILT_IN_FORMATS.some(({ id }) => id === format))
      .map(({ file, format }) => ({ name: `${name}/${file}`, format, bytes: read(file) }));
  });
const utf8 = samples.filter(({ bytes }) => bytes[0] !== 0xff && bytes[0] !== 0xfe && bytes[0] !== 0x1f);
const isJson = ({ bytes }: Sample): boolean => /^\s*[[{]/.test(textOf(bytes));
const tables = utf8.filter((sample) => !isJson(sample));
const documents = utf8.filter(isJson);

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-recognition-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The one format that bytes are recognised as, by the scan of an upload; undefined for none or a draw. */
async function recognised(bytes: Uint8Array): Promise<string | undefined> {
  const name = join(folder, String(count++));
  const body = new Blob([new Uint8Array(bytes)]).stream();
  const request = { rawPath: `${name}.raw`, textPath: `${name}.text`, maxBytes: 1 << 30 };
  const { scanned } = await receiveBody(body, request);
  return recogniseFormat(fileShape(scanned), BUILT_IN_FORMATS).format?.id;
}

function textOf(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function rewritten(sample: Sample, delimiter: string, order: (row: string[]) => string[]): Buffer {
  const { data } = Papa.parse<string[]>(textOf(sample.bytes), { skipEmptyLines: true });
  return Buffer.from(Papa.unparse(data.map(order), { delimiter, newline: '\r\n' }));
}

/** JSON with the members of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
}

describe('every sample is recognised as its own format and as no other', () => {
  it('there is a sample of every built-in format', () => {
    const shown = new Set(samples.map(({ format }) => format));
    expect(BUILT_IN_FORMATS.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });

  it.each(samples)('$name is $format, plain and packed', async ({ format, bytes }) => {
    expect(await recognised(bytes)).toBe(format);
    expect(await recognised(gzipSync(bytes))).toBe(format);
  });

  it.each(tables)(
    '$name is $format with its columns in another order, with semicolons, tabs and a byte order mark',
    async (sample) => {
      const backwards = (row: string[]): string[] => [...row].reverse();
      const turnedOnce = (row: string[]): string[] => [...row.slice(3), ...row.slice(0, 3)];
      expect(await recognised(rewritten(sample, ',', backwards))).toBe(sample.format);
      expect(await recognised(rewritten(sample, ';', turnedOnce))).toBe(sample.format);
      expect(await recognised(rewritten(sample, '\t', (row) => row))).toBe(sample.format);
      const marked = Buffer.concat([Buffer.from('\uFEFF'), Buffer.from(textOf(sample.bytes))]);
      expect(await recognised(marked)).toBe(sample.format);
    },
  );

  it.each(documents)('$name is $format with its members in another order', async ({ format, bytes }) => {
    const lines = textOf(bytes).split('\n').map(parsed);
    const whole = parsed(textOf(bytes));
    const values = whole === undefined ? lines.filter((line) => line !== undefined) : [whole];
    const text = values.map((value) => JSON.stringify(turned(value))).join('\n');
    expect(await recognised(Buffer.from(text))).toBe(format);
  });

  it.each([
    'when,what,how much\n2026-06-15,tea,2\n',
    'time,model,tokens\n2026-06-15T10:00:00Z,gpt-4o,2\n',
    '{"time":"2026-06-15T10:00:00Z","model":"gpt-4o","tokens":2}\n',
  ])('what is nobody’s export is none: %j', async (text) => {
    expect(await recognised(Buffer.from(text))).toBeUndefined();
  });
});

/** The value of JSON text, undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

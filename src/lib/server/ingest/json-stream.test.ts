import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsAt, type JsonShape } from '$lib/formats/json-shape';
import type { Reject } from '$lib/usage/upload';
import { rewriteJson } from './json-rewrite';
import type { JsonScanned } from './json-scan';
import { receiveBody } from './receive-body';
import { Refused } from './refusal';

let folder = '';
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossrate-json-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Receives a text in chunks of a size. */
async function receive(text: string | Buffer, { chunk = 1 << 20, cut = false } = {}) {
  const bytes = Buffer.from(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunk)
        controller.enqueue(new Uint8Array(bytes.subarray(at, at + chunk)));
      controller.close();
    },
  });
  const name = join(folder, String(count++));
  const received = await receiveBody(body, {
    rawPath: `${name}.raw`,
    textPath: `${name}.text`,
    maxBytes: 2 ** 30,
    cut,
  });
  const { scanned } = received;
  if (scanned.kind !== 'json') throw new Error('taken for a CSV');
  return { ...received, scanned };
}

interface Table {
  rows: Record<string, string>[];
  rejects: Reject[];
  shape: JsonShape;
  scanned: JsonScanned;
}

/** The records at a place as the plain file has them. */
async function read(
  text: string | Buffer,
  place: string,
  columns: string[],
  options: { chunk?: number; cut?: boolean } = {},
): Promise<Table> {
  const { scanned, textPath } = await receive(text, options);
  const {
    file,
    rejects,
    read: all,
  } = await rewriteJson(textPath, join(folder, `${count++}.plain`), scanned, {
    place,
    columns,
  });
  const rows = parse(readFileSync(file.path), { columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(file.records);
  expect(all).toBe(rows.length + rejects.length);
  return { rows, rejects, shape: scanned.shape, scanned };
}

async function refusal(text: string | Buffer) {
  const error: unknown = await receive(text).catch((e: unknown) => e);
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error.refusal;
}

describe('records of JSON', () => {
  const document = JSON.stringify({
    object: 'page',
    data: [
      {
        start: 1,
        results: [{ model: 'a', amount: { value: 0.1, currency: 'usd' }, tags: ['x', 'y'] }],
        end: 2,
      },
      { start: 3, results: [], end: 4 },
      { start: 5, results: [{ model: 'b', start: 6, amount: null }, { model: 'c"d,e\nf' }], end: 7 },
    ],
    has_more: false,
  });
  const columns = ['start', 'end', 'model', 'amount.value', 'amount', 'tags', 'object'];

  it('are found at their place, with members by path and those of the objects around them', async () => {
    const { rows, shape } = await read(document, 'data[].results[]', columns);
    expect(rows).toEqual([
      {
        __line: '1',
        start: '1',
        end: '2',
        model: 'a',
        'amount.value': '0.1',
        amount: '{"value":0.1,"currency":"usd"}',
        tags: '["x","y"]',
        object: 'page',
      },
      {
        __line: '2',
        start: '6',
        end: '7',
        model: 'b',
        'amount.value': '',
        amount: '',
        tags: '',
        object: 'page',
      },
      {
        __line: '3',
        start: '5',
        end: '7',
        model: 'c"d,e\nf',
        'amount.value': '',
        amount: '',
        tags: '',
        object: 'page',
      },
    ]);
    expect(shape.lists).toEqual({ '': 1, 'data[]': 3, 'data[].results[]': 3 });
    expect(columnsAt(shape, 'data[].results[]')).toEqual([
      'model',
      'amount.value',
      'amount.currency',
      'tags',
      'start',
      'end',
      'object',
      'has_more',
    ]);
  });

  it('are the same in chunks of any size, indented, in lists, one after another and as gzip', async () => {
    const { rows } = await read(document, 'data[].results[]', columns);
    const indented = JSON.stringify(JSON.parse(document), null, 1);
    for (const [text, chunk] of [
      [document, 1],
      [indented, 7],
      [`[${document}]`, 64],
      [gzipSync(document), 10],
    ] as const)
      expect((await read(text, 'data[].results[]', columns, { chunk })).rows).toEqual(rows);
    const twice = await read(`${indented}\n${indented}`, 'data[].results[]', columns);
    expect(twice.rows.map(({ model }) => model)).toEqual(['a', 'b', 'c"d,e\nf', 'a', 'b', 'c"d,e\nf']);
    const lines = await read(`${document}\r\n${document}\n`, 'data[].results[]', columns);
    expect(lines.scanned.lines).toBe(true);
    expect(lines.rows.map(({ __line }) => __line)).toEqual(['1', '1', '1', '2', '2', '2']);
  });

  it('keep the digits of every number and the text of everything else', async () => {
    const numbers = [
      '9007199254740993',
      '12345678901234567890123',
      '0.1000000000000000055511151231257827',
      '1e400',
      '-0',
      '1E-7',
      '100.00',
    ];
    const { rows } = await read(
      `[{"n":[${numbers.join(',')}],${numbers.map((n, i) => `"n${i}":${n}`).join(',')}}]`,
      '',
      ['n', ...numbers.map((_, i) => `n${i}`)],
    );
    expect(rows[0]).toEqual({
      __line: '1',
      n: `[${numbers.join(',')}]`,
      ...Object.fromEntries(numbers.map((n, i) => [`n${i}`, n])),
    });
    const texts = await read(
      '[{"a":true,"b":null,"c":"","d":"\\u00e9\\ud83d\\ude00","e":{},"f":"  x "}]',
      '',
      ['a', 'b', 'c', 'd', 'e', 'f'],
    );
    expect(texts.rows[0]).toEqual({ __line: '1', a: 'true', b: '', c: '', d: 'é😀', e: '{}', f: '  x ' });
  });

  it('are what JSON.parse finds, for any records in any writing', { timeout: 30_000 }, async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const record = fc.record({
      a: value,
      b: fc.record({ c: value, 'd.e': value }),
      list: fc.array(value, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('document', 'list', 'lines'),
        fc.integer({ min: 1, max: 50 }),
        async (records, writing, chunk) => {
          const text =
            writing === 'lines'
              ? records.map((one) => JSON.stringify(one)).join('\n')
              : writing === 'list'
                ? JSON.stringify(records, null, 2)
                : JSON.stringify({ data: records });
          const { rows } = await read(
            text,
            writing === 'document' ? 'data[]' : '',
            ['a', 'b.c', 'b.d.e', 'list'],
            { chunk },
          );
          const shown = (one: unknown) =>
            one === null ? '' : typeof one === 'string' ? wellFormed(one) : String(one);
          expect(rows).toEqual(
            records.map(({ a, b, list }, i) => ({
              __line: String(i + 1),
              a: shown(a),
              'b.c': shown(b.c),
              'b.d.e': shown(b['d.e']),
              list: wellFormed(JSON.stringify(list)),
            })),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('read lists of keys and values as objects, JSON in texts, and sums over lists', async () => {
    const span = {
      attributes: [
        { key: 'gen_ai.usage.input_tokens', value: { intValue: '1000' } },
        { key: 'error.type', value: { stringValue: '429' } },
        { key: 'f', value: { arrayValue: { values: [{ stringValue: 'stop' }] } } },
      ],
    };
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'search' } }] };
    const spans = { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 's' }, spans: [span] }] }] };
    const { rows } = await read(JSON.stringify(spans), 'resourceSpans[].scopeSpans[].spans[]', [
      'attributes.gen_ai.usage.input_tokens',
      'Attributes.Error.Type',
      'attributes.f',
      'resource.attributes.service.name',
      'scope.name',
    ]);
    expect(rows[0]).toEqual({
      __line: '1',
      'attributes.gen_ai.usage.input_tokens': '1000',
      'Attributes.Error.Type': '429',
      'attributes.f': '["stop"]',
      'resource.attributes.service.name': 'search',
      'scope.name': 's',
    });
    const bill = {
      labels: [{ key: 'team', value: 'a' }],
      credits: [{ amount: -0.1 }, { amount: -0.2 }, {}],
      other: '{"claude":true,"deep":"{\\"n\\":1}"}',
    };
    const billed = await read(JSON.stringify(bill), '', [
      'labels.team',
      'credits[].amount',
      'other.claude',
      'other.deep.n',
    ]);
    expect(billed.rows[0]).toEqual({
      __line: '1',
      'labels.team': 'a',
      'credits[].amount': '-0.3',
      'other.claude': 'true',
      'other.deep.n': '1',
    });
    expect(billed.shape.members).toContain('labels.team');
  });

  it('of a beginning are those that are whole', async () => {
    const { rows } = await read(
      document.slice(0, document.lastIndexOf('"c')),
      'data[].results[]',
      ['model', 'start'],
      { cut: true },
    );
    expect(rows.map(({ model }) => model)).toEqual(['a', 'b']);
  });
});

describe('JSON that cannot be used', () => {
  it.each([
    ['[{"a":1},{"a":2]', 'line 1, column 16', 'a comma or } is expected'],
    ['{\n "data": [\n  {"a" 1}\n ]\n}', 'line 3, column 8', 'a colon is expected'],
    ['[{"a":1},]', 'line 1, column 10', 'a value is expected'],
    ['[{"a":01}]', 'line 1, column 8', 'a comma or } is expected'],
    ['[{"a":nul}]', 'line 1, column 10', 'no JSON'],
    ['[{"a":"x\ny"}]', 'line 1, column 9', 'not closed'],
    ['[{"a":1', 'line 1, column 8', 'ends in the middle'],
    [`${'['.repeat(101)}`, 'line 1, column 101', 'more than 100 deep'],
    [`{"a":${'{"a":'.repeat(200)}`, '', 'more than 100 deep'],
  ])('%.40s is refused at %s', async (text, where, what) => {
    const refused = await refusal(text);
    expect(refused).toMatchObject({ status: 422, problem: 'broken-json' });
    expect(refused.detail).toContain(what);
    expect(refused.issues[0]?.where).toContain(where);
  });

  it('a line of NDJSON that is broken costs that line only', async () => {
    const lines = [
      '{"a":1}',
      '{"a":',
      '',
      '{"a":3}',
      'x',
      '"text"',
      '{"a":4,"a":5}',
      '{"a":"\\u0000"}',
      '{"a":6',
    ];
    const { rows, rejects } = await read(lines.join('\n'), '', ['a'], { chunk: 3 });
    expect(rows.map(({ a }) => a)).toEqual(['1', '3']);
    expect(rejects.map(({ line, record }) => [line, record])).toEqual([
      [2, '{"a":'],
      [5, 'x'],
      [6, '"text"'],
      [7, '{"a":4}'],
      [8, '{"a":"\\u0000"}'],
      [9, '{"a":6'],
    ]);
    expect(rejects[3]?.reason).toBe('In the record, the name a is twice in an object.');
    expect(rejects[4]?.reason).toBe('a holds the character NUL.');
  });

  it('a text of more than 16 MiB is refused while it is read', { timeout: 20_000 }, async () => {
    const refused = await refusal(
      Buffer.concat([Buffer.from('{"a":"'), Buffer.alloc(40 << 20, 'x'), Buffer.from('"}')]),
    );
    expect(refused.detail).toContain('longer than 16 MiB');
  });

  it(
    'a member that comes too late for records that have left is refused, not lost',
    { timeout: 20_000 },
    async () => {
      const records = Array.from({ length: 3_000 }, () => `{"text":"${'y'.repeat(4_000)}"}`).join(',');
      const late = await receive(`{"results":[${records}],"start":5}`);
      const rewritten = rewriteJson(late.textPath, join(folder, 'late'), late.scanned, {
        place: 'results[]',
        columns: ['text', 'start'],
      });
      await expect(rewritten).rejects.toThrow('start comes after more than 8 MiB of the records');
    },
  );

  it('a million empty objects are a million records without anything', { timeout: 20_000 }, async () => {
    const { rows, shape } = await read(`[${'{},'.repeat(999_999)}{}]`, '', ['a']);
    expect(rows).toHaveLength(1_000_000);
    expect(shape).toEqual({ members: [], lists: { '': 1_000_000 }, more: false });
  });

  it('more different members than any export has are not all listed', { timeout: 20_000 }, async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `{"a":1,"k${i}":1}`).join('\n');
    const { shape, rows } = await read(many, '', ['a']);
    expect(shape.more).toBe(true);
    expect(shape.members).toHaveLength(20_000);
    expect(rows).toHaveLength(30_000);
  });
});

/** Halves of surrogate pairs become the replacement character in UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

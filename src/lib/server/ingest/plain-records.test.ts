import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordReader } from './csv-record';
import { PlainRecords } from './plain-records';

/** Bytes with the words of them, from a place that need not be the beginning of a word. */
function placed(text: string, from: number): { bytes: Buffer; words: Int32Array; to: number } {
  const to = from + Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafeSlow(to + 8).fill(',');
  bytes.write(text, from);
  return { bytes, words: new Int32Array(bytes.buffer, 0, bytes.length >> 2), to };
}

function read(text: string, width: number, from = 0): [read: number, records: number, longest: number] {
  const { bytes, words, to } = placed(text, from);
  const plain = new PlainRecords(',', width);
  return [plain.read(bytes, words, from, to) - from, plain.records, plain.longest];
}

/** The same, record by record with the strict reader: up to the first that is cut off, empty or of another width. */
function readStrictly(text: string, width: number): [read: number, records: number, longest: number] {
  const bytes = Buffer.from(`${text}\n`);
  const reader = new RecordReader(',');
  let [at, records, longest] = [0, 0, 0];
  while (at < bytes.length - 1 && reader.read(bytes, at, bytes.length - 1, false)) {
    const length = reader.end - at;
    if (length === 0 || reader.values !== width) break;
    records++;
    longest = Math.max(longest, length);
    at = reader.next;
  }
  return [at, records, longest];
}

describe('PlainRecords', () => {
  it.each([0, 1, 2, 3])('reads records that begin at byte %d of a word', (from) => {
    expect(read('a,b\ncc,dd\ne,', 2, from)).toEqual([10, 2, 5]);
  });

  it.each([
    ['of another width', 'a,b\nc\nd,e\n'],
    ['wider', 'a,b\nc,d,e\nf,g\n'],
    ['empty', 'a,b\n\nc,d\n'],
    ['cut off', 'a,b\nc,d'],
  ])('ends before a record that is %s', (_, text) => {
    expect(read(text, 2)).toEqual([4, 1, 3]);
  });

  it('tells an empty line from an empty value', () => {
    expect(read('a\n\nb\n', 1)).toEqual([2, 1, 1]);
    expect(read(',\n,\n', 2)).toEqual([4, 2, 1]);
  });

  it('counts as many values as a record has, and bytes that are next to those that end one', () => {
    for (const width of [255, 256, 1019, 1020, 1021, 5000])
      expect(read(`${','.repeat(width - 1)}\n`, width)).toEqual([width, 1, width - 1]);
    const near = '\u000b\t+-\u008a\u00ac'; // 11, 9, 43 and 45; and 138 and 172 as their last bytes
    expect(read(`${near},${near}\n`, 2)).toEqual([18, 1, 17]);
  });

  it('agrees with the strict reader', () => {
    const character = fc.constantFrom(',', ',', '\n', 'a', 'é', '\u000b', '\u0001', '\u00ac', '文');
    fc.assert(
      fc.property(
        fc.string({ unit: character, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 7 }),
        (text, width, from) => {
          expect(read(text, width, from)).toEqual(readStrictly(text, width));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

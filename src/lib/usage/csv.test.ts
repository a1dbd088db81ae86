import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { objectsToCsv, toCsv } from './csv';

describe('toCsv', () => {
  it('makes text inert and leaves numbers numbers', () => {
    const hostile = [
      '=1+1',
      '+1',
      '-1+2',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '\nx',
      '\0x',
      '＝1',
      '＋1',
      '－1',
      '＠SUM(A1)',
      '-12.50',
      'plain',
      'a "quote", and\nline',
    ];
    const back = Papa.parse<string[]>(
      toCsv(
        ['=head'],
        hostile.map((cell) => [cell]),
      ).trimEnd(),
    ).data;
    expect(back.map((row) => row[0])).toEqual([
      "'=head",
      "'=1+1",
      "'+1",
      "'-1+2",
      "'@SUM(A1)",
      "'\tx",
      "'\rx",
      "'\nx",
      "'\0x",
      "'＝1",
      "'＋1",
      "'－1",
      "'＠SUM(A1)",
      '-12.50',
      'plain',
      'a "quote", and\nline',
    ]);
  });

  it('writes absent as empty, never as 0', () => {
    expect(objectsToCsv([{ model: 'a', list: null, tokens: { output: 0 } }])).toBe(
      'model,list,tokens_output\r\na,,0\r\n',
    );
  });

  it('keeps the columns of a nested object together, and has none for its absence', () => {
    const rows = [
      { model: 'a', parts: null, n: 1 },
      { model: 'b', parts: { fees: '2' }, n: 3 },
      { model: 'c', parts: { tax: '4' }, n: 5 },
    ];
    expect(objectsToCsv(rows)).toBe('model,parts_fees,parts_tax,n\r\na,,,1\r\nb,2,,3\r\nc,,4,5\r\n');
  });

  it('takes the union of the columns', () => {
    expect(objectsToCsv([{ a: 1 }, { b: 2 }])).toBe('a,b\r\n1,\r\n,2\r\n');
  });
});

import { describe, expect, it } from 'vitest';
import { formatSize, parseSize } from './size';

describe('parseSize', () => {
  it.each([
    ['1048576', 1_048_576],
    ['17 B', 17],
    ['1kB', 1_000],
    ['1 KiB', 1_024],
    ['2GiB', 2_147_483_648],
    ['1.5 gb', 1_500_000_000],
  ])('%s is %d bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

  it.each(['', '0', '-1', '2 apples', 'GiB', '1e9', '1,5 GB', '99999999999 TB'])('%j is no size', (text) =>
    expect(parseSize(text)).toBeUndefined(),
  );
});

describe('formatSize', () => {
  it.each([
    [2_147_483_648, '2 GiB'],
    [1_610_612_736, '1.5 GiB'],
    [1_048_576, '1 MiB'],
    [1_048_575, '1024 KiB'],
    [17, '17 B'],
  ])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));
});

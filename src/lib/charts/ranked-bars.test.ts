import { describe, expect, it } from 'vitest';
import { topRows, type RankedRow } from './ranked-bars';

const rows: RankedRow[] = [9, 5, 3, 2, 1].map((value, i) => ({
  label: `model ${i}`,
  value,
  text: String(value),
  hue: 'series-1',
}));

describe('topRows', () => {
  // 3 + 2 + 1 = 6
  it('adds the rest up in one row that says how many they are', () => {
    expect(topRows(rows, 2, String).map(({ label, value, hue }) => [label, value, hue])).toEqual([
      ['model 0', 9, 'series-1'],
      ['model 1', 5, 'series-1'],
      ['and 3 more', 6, 'series-rest'],
    ]);
  });

  it('does not replace one row by "and 1 more"', () => {
    expect(topRows(rows, 4, String)).toBe(rows);
  });
});

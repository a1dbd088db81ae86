import { describe, expect, it } from 'vitest';
import { sortRows, tableCells, type Column } from './table-column';

interface Row {
  model: string;
  cost: string | null;
}

const columns: Column<Row>[] = [
  { key: 'model', label: 'Model', align: 'left', value: (row) => row.model },
  { key: 'cost', label: 'Landed', unit: '¥', value: (row) => row.cost },
];

const rows: Row[] = [
  { model: 'b', cost: '9.500000000000' },
  { model: 'a', cost: null },
  { model: 'c', cost: '10.000000000000' },
  { model: 'd', cost: '-1.000000000000' },
];

const order = (key: string, descending: boolean): string =>
  sortRows(rows, columns, { key, descending })
    .map(({ model }) => model)
    .join('');

describe('sortRows', () => {
  it('sorts decimal strings as numbers: 10 is more than 9.5', () => {
    expect(order('cost', false)).toBe('dbca');
  });

  it('leaves what is not known at the end in both directions', () => {
    expect(order('cost', true)).toBe('cbda');
  });

  it('sorts names as words', () => {
    expect(order('model', false)).toBe('abcd');
  });

  it('keeps the order that rows came in without a sorting', () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows);
  });
});

describe('tableCells', () => {
  it('puts the unit in the head and leaves the unknown empty', () => {
    expect(tableCells(columns, rows.slice(0, 2))).toEqual({
      head: ['Model', 'Landed (¥)'],
      cells: [
        ['b', '9.500000000000'],
        ['a', null],
      ],
    });
  });
});

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

  it('has every row of a long table, and its totals under their label', () => {
    const sixty = Array.from({ length: 60 }, (_, nth) => ({ model: `m${nth}`, cost: '1' }));
    const { cells } = tableCells(columns, sixty, { row: { model: 'all', cost: '60' }, label: 'All' });
    expect(cells).toHaveLength(61);
    expect(cells[59]).toEqual(['m59', '1']);
    expect(cells[60]).toEqual(['All', '60']);
  });

  it('leaves the total of a column empty where it means nothing', () => {
    const [model, cost] = columns as [Column<Row>, Column<Row>];
    const { cells } = tableCells([model, { ...cost, total: false }], [], {
      row: { model: 'all', cost: '60' },
      label: 'All',
    });
    expect(cells).toEqual([['All', null]]);
  });

  it('tells the currency beside an amount where rows differ in it', () => {
    const [model, cost] = columns as [Column<Row>, Column<Row>];
    const beside = {
      label: 'Currency of the credit',
      value: ({ model: of }: Row) => (of === 'b' ? 'CNY' : 'USD'),
    };
    const credit = { ...cost, label: 'Credit', unit: 'for 1 USD', beside };
    expect(
      tableCells([model, credit], rows.slice(0, 2), { row: { model: '', cost: null }, label: 'All' }),
    ).toEqual({
      head: ['Model', 'Credit (for 1 USD)', 'Currency of the credit'],
      cells: [
        ['b', '9.500000000000', 'CNY'],
        ['a', null, 'USD'],
        ['All', null, 'USD'],
      ],
    });
  });
});

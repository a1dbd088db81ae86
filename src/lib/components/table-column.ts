import type { Hue } from '$lib/charts/hues';
import type { EvidenceSpec } from './evidence.svelte';

/** A decimal string stays one, so that money sorts and leaves as CSV without loss. */
export type CellValue = string | number | null | undefined;

/** A column as data: what it is called, what it holds, how it is shown. */
export interface Column<Row> {
  key: string;
  label: string;
  /** Shown after the label, in the head only: ¥, ms, %. */
  unit?: string | undefined;
  /** Names stand left; figures right, which is the default. */
  align?: 'left' | 'right';
  /** For sorting and CSV, in full: no sign, no unit, not rounded. Null or undefined where it is not known. */
  value: (row: Row) => CellValue;
  /** Stands after it in CSV alone: the currency or unit, where rows differ in it. */
  beside?: { label: string; value: (row: Row) => CellValue };
  /** As shown; the value itself where left out. Not asked where the value is not known. */
  show?: (row: Row) => string;
  /** Why a value of this column may be missing: the title of its dash. */
  missing?: string;
  /** Length of a bar beside the value, 0 to 1. */
  bar?: (row: Row) => number | null | undefined;
  hue?: (row: Row) => Hue;
  href?: (row: Row) => string | undefined;
  evidence?: (row: Row) => EvidenceSpec | undefined;
  /** A dot in the row's hue before the value, for names of routes and models. */
  dot?: boolean;
  /** False where an order means nothing. */
  sortable?: boolean;
  /** False where a total means nothing: the totals row stays empty here. */
  total?: boolean;
}

export interface Sorting {
  key: string;
  descending: boolean;
}

const NUMERIC = /^-?\d+(\.\d+)?$/;

/** Rows in the order of a column; equal ones keep theirs, unknown ones always come last. */
export function sortRows<Row>(rows: Row[], columns: Column<Row>[], sorting: Sorting | undefined): Row[] {
  const column = columns.find(({ key }) => key === sorting?.key);
  if (!column || !sorting) return rows;
  const sign = sorting.descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: column.value(row) }))
    .sort((a, b) => compareCells(a.value, b.value, sign))
    .map(({ row }) => row);
}

function compareCells(a: CellValue, b: CellValue, sign: number): number {
  const missingA = a === null || a === undefined;
  const missingB = b === null || b === undefined;
  if (missingA || missingB) return Number(missingA) - Number(missingB);
  const bothNumbers = NUMERIC.test(String(a)) && NUMERIC.test(String(b));
  const order = bothNumbers
    ? Number(a) - Number(b)
    : String(a).localeCompare(String(b), 'en', { numeric: true });
  return order * sign;
}

/** A row of totals, and what it is called in the first column. */
export interface Totals<Row> {
  row: Row;
  label: string;
}

/**
 * Header and cells of a table as CSV wants them: every row, then the totals; units in the head, raw values, unknown ones
 * empty.
 */
export function tableCells<Row>(
  columns: Column<Row>[],
  rows: Row[],
  totals?: Totals<Row>,
): { head: string[]; cells: (string | number | null)[][] } {
  const cells = rows.map((row) => columns.flatMap((column) => cellsOf(column, row)));
  if (totals) cells.push(columns.flatMap((column, i) => totalCells(column, i === 0, totals)));
  return {
    head: columns.flatMap(({ label, unit, beside }) => [
      unit ? `${label} (${unit})` : label,
      ...(beside ? [beside.label] : []),
    ]),
    cells,
  };
}

function cellsOf<Row>({ value, beside }: Column<Row>, row: Row): (string | number | null)[] {
  return [value(row) ?? null, ...(beside ? [beside.value(row) ?? null] : [])];
}

function totalCells<Row>(
  column: Column<Row>,
  isFirst: boolean,
  { row, label }: Totals<Row>,
): (string | number | null)[] {
  if (!isFirst && column.total !== false) return cellsOf(column, row);
  return [isFirst ? label : null, ...(column.beside ? [null] : [])];
}

import Papa from 'papaparse';

/** A cell as it leaves: numbers stay numbers, absent is empty. */
export type CsvCell = string | number | boolean | bigint | null | undefined;

/** First characters that make a spreadsheet take text for a formula, full-width forms and control characters too. */
const ACTIVE = /^[=+\-@\t\r\n\0＝＋－＠]/;
const NUMERIC = /^-?\d+(\.\d+)?$/;

/**
 * Rows as CSV (RFC 4180, CRLF, header from `columns`) that is inert in a spreadsheet and still numeric: text that a
 * spreadsheet would run is prefixed with an apostrophe, `-12.50` stays a number.
 */
export function toCsv(columns: string[], rows: CsvCell[][]): string {
  return `${Papa.unparse({ fields: columns.map((column) => String(inert(column))), data: rows.map((row) => row.map(inert)) }, { newline: '\r\n' })}\r\n`;
}

/** The same without a header: a piece of a file that is written piece by piece. There must be a row. */
export function csvLines(rows: CsvCell[][]): string {
  return `${Papa.unparse(
    rows.map((row) => row.map(inert)),
    { newline: '\r\n' },
  )}\r\n`;
}

function inert(cell: CsvCell): string | number | boolean | null {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === 'bigint') return cell.toString();
  if (typeof cell !== 'string' || NUMERIC.test(cell)) return cell;
  return ACTIVE.test(cell) ? `'${cell}` : cell;
}

/** One level of nesting flattened: { tokens: { output: 1 } } → { tokens_output: 1 }. Deeper values become JSON. */
export function flattenRow(row: object): Record<string, CsvCell> {
  const flat: Record<string, CsvCell> = {};
  for (const [key, value] of Object.entries(row)) {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [inner, cell] of Object.entries(value)) flat[`${key}_${inner}`] = toCell(cell);
    } else flat[key] = toCell(value);
  }
  return flat;
}

/**
 * Objects as CSV. Columns are the union of their keys in order of appearance, those of one nested object beside each
 * other; where a nested object is absent in a row its columns are empty.
 */
export function objectsToCsv(rows: object[]): string {
  const columns = columnsOf(rows);
  const flat = rows.map(flattenRow);
  return toCsv(
    columns,
    flat.map((row) => columns.map((column) => row[column])),
  );
}

function columnsOf(rows: object[]): string[] {
  const byKey = new Map<string, Set<string>>();
  for (const row of rows)
    for (const [key, value] of Object.entries(row)) {
      const columns = byKey.get(key) ?? new Set<string>();
      byKey.set(key, columns);
      for (const column of Object.keys(flattenRow({ [key]: value as unknown }))) columns.add(column);
    }
  return [...byKey].flatMap(([key, columns]) => {
    if (columns.size > 1) columns.delete(key);
    return [...columns];
  });
}

function toCell(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

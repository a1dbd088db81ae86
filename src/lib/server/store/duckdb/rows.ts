import type { DuckDBDataChunk, DuckDBMaterializedResult } from '@duckdb/node-api';
import { DuckDBDecimalValue, DuckDBListValue, DuckDBTimestampValue } from '@duckdb/node-api';

/**
 * What leaves the engine: DECIMAL(38,12) as bigint pico-units, BIGINT and HUGEINT as numbers, TIMESTAMP as epoch µs,
 * lists of numbers.
 */
export type Value = string | number | bigint | boolean | number[] | undefined;
export type Row = Record<string, Value>;

/**
 * All rows of a result as plain objects, read column by column and a chunk (2,048 rows) at a time, so that other work
 * gets its turn in between. What fits into one chunk is there at once.
 */
export async function plainRows(result: DuckDBMaterializedResult): Promise<Row[]> {
  const names = result.deduplicatedColumnNames();
  const { chunkCount } = result;
  if (chunkCount === 0) return [];
  if (chunkCount === 1) return rowsOf(result.getChunk(0), names);
  const rows: Row[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return rows;
    for (const row of rowsOf(chunk, names)) rows.push(row);
  }
}

function rowsOf(chunk: DuckDBDataChunk, names: string[]): Row[] {
  const rows = Array.from({ length: chunk.rowCount }, (): Row => ({}));
  names.forEach((name, column) => {
    chunk.getColumnValues(column).forEach((value, i) => {
      const row = rows[i];
      if (row && value !== null) row[name] = plain(value);
    });
  });
  return rows;
}

/** One value as it leaves the engine. */
export function plain(value: unknown): Value {
  switch (typeof value) {
    case 'number':
      if (Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new RangeError(`a sum exceeds 2^53: ${value}`);
      return value;
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return wholeNumber(value);
  }
  if (value instanceof DuckDBDecimalValue) return value.value;
  if (value instanceof DuckDBTimestampValue) return wholeNumber(value.micros);
  if (value instanceof DuckDBListValue) return value.items.map(Number);
  throw new TypeError(
    `a query returned a ${String(value)} of a kind that is not used here: cast it in the query`,
  );
}

function wholeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`a sum exceeds 2^53: ${value}`);
  return number;
}

/** A text column that the query promises. */
export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== 'string') throw new TypeError(`column ${name} is not text`);
  return value;
}

/** A text column that may be absent. */
export function optionalText(row: Row, name: string): string | undefined {
  return row[name] === undefined ? undefined : text(row, name);
}

/** A number column that the query promises. */
export function number(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== 'number') throw new TypeError(`column ${name} is not a number`);
  return value;
}

/** A number column that may be absent. */
export function optionalNumber(row: Row, name: string): number | undefined {
  return row[name] === undefined ? undefined : number(row, name);
}

/** A money column, in pico-units. */
export function pico(row: Row, name: string): bigint {
  const value = row[name];
  if (typeof value !== 'bigint') throw new TypeError(`column ${name} is not money`);
  return value;
}

/** A list of numbers that the query promises. */
export function numbers(row: Row, name: string): number[] {
  const value = row[name];
  if (!Array.isArray(value)) throw new TypeError(`column ${name} is not a list`);
  return value;
}

/** A field that is there only where its value is. */
export function present<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, V>>);
}

import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { TooMuch } from '../store';
import { plain, type Value } from './rows';

/**
 * A result column by column, for many rows: objects would only be made to be taken apart again. Each method gives a
 * reader of one column by row; reading throws where the query did not keep what it promised.
 */
export interface Columns {
  length: number;
  number: (name: string) => (row: number) => number;
  text: (name: string) => (row: number) => string;
  pico: (name: string) => (row: number) => bigint;
  optionalNumber: (name: string) => (row: number) => number | undefined;
  optionalText: (name: string) => (row: number) => string | undefined;
}

/** All rows of a result as columns, read a chunk (2,048 rows) at a time. Throws TooMuch where there are more than `most`. */
export async function plainColumns(result: DuckDBResult, most: number): Promise<Columns> {
  const names = result.deduplicatedColumnNames();
  const columns = new Map(names.map((name) => [name, [] as Value[]]));
  let rows = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return readers(columns);
    rows += chunk.rowCount;
    if (rows > most) throw new TooMuch(tooMany(most));
    names.forEach((name, i) => {
      const values = columns.get(name);
      for (const value of chunk.getColumnValues(i))
        values?.push(value === null ? undefined : small(plain(value)));
    });
  }
}

/** A result of nothing but numbers, column by column. */
export interface NumberColumns {
  length: number;
  /** Throws where the query has no such column. */
  of: (name: string) => Float64Array;
}

/** The same of numbers alone, none of them NULL, in a fifth of the room. Throws TooMuch where there are more than `most` rows. */
export async function numberColumns(result: DuckDBResult, most: number): Promise<NumberColumns> {
  const pieces = new Map(result.deduplicatedColumnNames().map((name) => [name, [] as Float64Array[]]));
  let length = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    length += chunk.rowCount;
    if (length > most) throw new TooMuch(tooMany(most));
    [...pieces.values()].forEach((of, i) => of.push(numbersOf(chunk, i)));
  }
  return {
    length,
    of: (name) => {
      const of = pieces.get(name);
      if (!of) throw new TypeError(`a query has no column ${name}`);
      return joined(of, length);
    },
  };
}

function numbersOf(chunk: DuckDBDataChunk, column: number): Float64Array {
  const numbers = new Float64Array(chunk.rowCount);
  chunk.visitColumnValues(column, (value, row) => (numbers[row] = value as number));
  return numbers;
}

function joined(pieces: Float64Array[], length: number): Float64Array {
  const all = new Float64Array(length);
  let from = 0;
  for (const piece of pieces) {
    all.set(piece, from);
    from += piece.length;
  }
  return all;
}

/** A count that came as DOUBLE as the whole number that it is: one of 31 bits takes no room of its own beside its cell. */
function small(value: Value): Value {
  if (typeof value !== 'number') return value;
  const whole = value | 0;
  return whole === value ? whole : value;
}

function tooMany(most: number): string {
  return `This would be worked out from more than ${most.toLocaleString('en')} sums of a day, a route, a model and what it is broken down by: ask for a shorter period, for fewer models, or by something of which there is less.`;
}

function readers(columns: Map<string, Value[]>): Columns {
  const [first] = columns.values();
  return {
    length: first?.length ?? 0,
    number: reader(columns, isNumber),
    text: reader(columns, isText),
    pico: reader(columns, isPico),
    optionalNumber: reader(columns, (value) => value === undefined || isNumber(value)),
    optionalText: reader(columns, (value) => value === undefined || isText(value)),
  };
}

function reader<T extends Value>(columns: Map<string, Value[]>, is: (value: Value) => value is T) {
  return (name: string) => {
    const values = columns.get(name);
    if (!values) throw new TypeError(`a query has no column ${name}`);
    return (row: number): T => {
      const value = values[row];
      if (!is(value)) throw new TypeError(`column ${name} holds a ${typeof value}`);
      return value;
    };
  };
}

function isNumber(value: Value): value is number {
  return typeof value === 'number';
}

function isText(value: Value): value is string {
  return typeof value === 'string';
}

function isPico(value: Value): value is bigint {
  return typeof value === 'bigint';
}

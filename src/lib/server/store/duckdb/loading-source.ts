import type { PlainFile } from '../store';
import { literal, SourceColumns } from './loading-text';

/** Longest record in bytes; the scanner refuses longer ones before. */
const LONGEST_RECORD = 16 * 1024 * 1024;
const BUFFER = 2 * LONGEST_RECORD;
/** Longest text kept of a record that was not used. */
const LONGEST_REJECT = 2000;

/**
 * `SELECT` of a plain file as text columns c0, c1 … . Nothing is guessed: a file that is not as declared is an error.
 * The newline is left to the engine: told of CRLF, version 1.5.6 gives no rows at all, without an error. `inOrder`
 * reads with one thread, so that rows can be numbered.
 */
export function readPlainFile(file: PlainFile, inOrder: boolean): string {
  const cells = new SourceColumns(file.columns).cells;
  const quote = file.quoted ? '"' : '';
  const rewritten = file.quoted && file.lineColumn !== undefined;
  return `SELECT * FROM read_csv(${literal(file.path)}, auto_detect = false, header = true, delim = ${literal(file.delimiter)}, quote = '${quote}', escape = '${quote}', columns = {${cells.map((cell) => `'${cell}': 'VARCHAR'`).join(', ')}}, strict_mode = true, null_padding = false, max_line_size = ${LONGEST_RECORD}, buffer_size = ${BUFFER}, parallel = ${!inOrder && !rewritten})`;
}

/** The physical line in the original at which a row begins, over a `numbered` source (see numberedSource). */
export function lineSql(file: PlainFile): string {
  const cell = new SourceColumns(file.columns).cell(file.lineColumn);
  return cell === undefined ? 'ordinal + 1' : `coalesce(TRY_CAST(${cell} AS BIGINT), ordinal + 1)`;
}

/** The file with the ordinal of each record, from 1. */
export function numberedSource(file: PlainFile): string {
  return `SELECT *, row_number() OVER () AS ordinal FROM (${readPlainFile(file, true)})`;
}

/** The record as CSV text, as it was but for quotes that were not needed. */
export function recordText(file: PlainFile): string {
  const source = new SourceColumns(file.columns);
  const cells = source.cells.filter((cell) => cell !== source.cell(file.lineColumn));
  const special = `[${file.delimiter === '\t' ? '\\t' : `\\${file.delimiter}`}"\\r\\n]`;
  const texts = cells.map(
    (cell) =>
      `CASE WHEN regexp_matches(${cell}, ${literal(special)}) THEN '"' || replace(${cell}, '"', '""') || '"' ELSE coalesce(${cell}, '') END`,
  );
  return `substr(concat_ws(${literal(file.delimiter)}, ${texts.join(', ')}), 1, ${LONGEST_REJECT})`;
}

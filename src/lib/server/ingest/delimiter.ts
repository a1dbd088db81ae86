import { RecordReader } from './csv-record';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_RECORDS = 100;

/**
 * The delimiter that splits the header into several columns and most of the next records into as many; on a draw,
 * the one that gives more columns. A comma where none splits the header.
 * `head` is the beginning of a text; unless it is `whole`, a record cut at its end does not count.
 */
export function findDelimiter(head: Uint8Array, whole: boolean): Delimiter {
  const bytes = Buffer.concat([head, Buffer.from('\n')]);
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, ...fit(bytes, whole, delimiter) }))
    .filter((candidate) => candidate.columns > 1)
    .sort((a, b) => b.fitting - a.fitting || b.columns - a.columns);
  return best?.delimiter ?? ',';
}

/** Columns of the header, and the share of records that have as many. */
function fit(bytes: Uint8Array, whole: boolean, delimiter: string): { columns: number; fitting: number } {
  const reader = new RecordReader(delimiter);
  const to = bytes.length - 1;
  let [columns, records, fitting, at] = [0, 0, 0, 0];
  while (at < to && records < SAMPLE_RECORDS && reader.read(bytes, at, to, whole)) {
    const empty = reader.end === at;
    at = reader.next;
    if (empty) continue;
    if (columns === 0 && reader.broken) break;
    if (columns === 0) columns = reader.values;
    records++;
    if (!reader.broken && reader.values === columns) fitting++;
  }
  return { columns, fitting: records === 0 ? 0 : fitting / records };
}

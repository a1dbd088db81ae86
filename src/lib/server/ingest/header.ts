import Papa from 'papaparse';
import { columnKey } from '$lib/formats/column-key';
import { Refused } from './refusal';

const MAX_COLUMNS = 2_000;

/** Name of the column of line numbers that a rewritten file begins with. */
export const LINE_COLUMN = '__line';

/**
 * Column names of a header record, trimmed; a column without a name is called after its position. Throws Refused
 * (422) for too many columns or a name that occurs twice, as columns are found: capital letters are small ones.
 */
export function parseHeader(record: string, delimiter: string): string[] {
  const names = (Papa.parse<string[]>(record, { delimiter }).data[0] ?? []).map(
    (name, i) => name.trim().replaceAll(/\s+/g, ' ') || `column ${i + 1}`,
  );
  const twice = duplicates(names);
  if (names.includes(LINE_COLUMN)) twice.push(LINE_COLUMN);
  if (twice.length === 0) return names;
  throw refusedHeader(
    `More than one column is called ${twice.slice(0, 5).join(', ')}. Rename or remove columns so that each name occurs once.`,
  );
}

/** Throws Refused (422) where a header has more columns than any usage export. */
export function refuseWideHeader(columns: number): void {
  if (columns > MAX_COLUMNS)
    throw refusedHeader(
      `The header has ${columns.toLocaleString('en')} columns; at most ${MAX_COLUMNS.toLocaleString('en')} are read.`,
    );
}

/** A refusal (422) that is about line 1. */
export function refusedHeader(detail: string): Refused {
  return new Refused(422, 'unusable-header', 'The header cannot be used', detail, [
    { where: 'line 1', message: detail },
  ]);
}

function duplicates(names: string[]): string[] {
  const first = new Map<string, string>();
  return [
    ...new Set(
      names.flatMap((name) => {
        const other = first.get(columnKey(name));
        first.set(columnKey(name), other ?? name);
        return other === undefined ? [] : [other === name ? name : `${other} or ${name}`];
      }),
    ),
  ];
}

import type { Reading } from './loading-text';
import { literal } from './loading-text';

/** The kind of an ignored row, NULL for usage; the first that fits. Undefined where the format ignores nothing. */
export function ignoredKind({ format, source }: Reading): string | undefined {
  if (format.ignored.length === 0) return undefined;
  const cases = format.ignored.map(({ kind, when }) => {
    const conditions = when.map(({ column, is }) => cellIs(source.cell(column), is));
    return `WHEN ${conditions.join(' AND ')} THEN ${literal(kind)}`;
  });
  return `CASE ${cases.join(' ')} END`;
}

/** Leaves only usage in `source`. */
export function withoutIgnored(reading: Reading, sql: string): string {
  const kind = ignoredKind(reading);
  return kind === undefined ? sql : `SELECT * FROM (${sql}) WHERE ${kind} IS NULL`;
}

function cellIs(cell: string | undefined, is: 'empty' | 'not_empty' | string[]): string {
  if (is === 'empty') return cell === undefined ? 'true' : `${cell} IS NULL`;
  if (cell === undefined) return 'false';
  if (is === 'not_empty') return `${cell} IS NOT NULL`;
  return `coalesce(lower(trim(${cell})) IN (${is.map((text) => literal(text.toLowerCase())).join(', ')}), false)`;
}

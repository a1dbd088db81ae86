import { conditionsSql } from './loading-conditions';
import type { Reading } from './loading-text';
import { literal } from './loading-text';

/** The kind of an ignored row, NULL for usage; the first that fits. Undefined where the format ignores nothing. */
export function ignoredKind({ format, source }: Reading): string | undefined {
  if (format.ignored.length === 0) return undefined;
  const cases = format.ignored.map(({ kind, when }) => {
    return `WHEN ${conditionsSql(when, source, format.numberStyle)} THEN ${literal(kind)}`;
  });
  return `CASE ${cases.join(' ')} END`;
}

/** Leaves only usage in `source`. */
export function withoutIgnored(reading: Reading, sql: string): string {
  const kind = ignoredKind(reading);
  return kind === undefined ? sql : `SELECT * FROM (${sql}) WHERE ${kind} IS NULL`;
}

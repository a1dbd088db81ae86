import type { Label } from '$lib/usage/usage-record';
import type { Scope } from '../store';
import type { Parameters } from './engine';
import cellsOfRecords from './queries/cells-of-records.sql?raw';
import { scopeSql } from './scope-sql';

/** Labels kept in records only: to break usage down by them, records are read. */
const IN_RECORDS_ONLY: readonly Label[] = ['user', 'api_key'];
const MS_PER_DAY = 86_400_000;

/**
 * The cells of a scope as an SQL relation with the columns of usage_day: from there where the scope is of whole days and
 * no label is asked for that only records keep, else summed from the records.
 */
export function cellsSql(
  scope: Scope,
  labels: readonly Label[] = [],
): { cells: string; parameters: Parameters } {
  const more = labels.filter((label) => IN_RECORDS_ONLY.includes(label));
  if (isOfWholeDays(scope) && more.length === 0) {
    const { where, parameters } = scopeSql(scope, 'day');
    return { cells: `(SELECT * FROM usage_day AS u WHERE ${where})`, parameters };
  }
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const keys = more.map((label) => `u."${label}",`).join(' ');
  const sql = cellsOfRecords.replace('/*keys*/', keys).replace('/*scope*/', where);
  return { cells: `(${sql})`, parameters };
}

/** Does a scope begin and end at midnight UTC (or nowhere)? */
export function isOfWholeDays({ fromMs, toMs }: Scope): boolean {
  return (fromMs ?? 0) % MS_PER_DAY === 0 && (toMs ?? 0) % MS_PER_DAY === 0;
}

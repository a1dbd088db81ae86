import type { Label } from '$lib/usage/usage-record';
import type { Scope } from '../store';
import type { Parameters } from './parameters';
import cellsTemplate from './queries/cells-of-records.sql?raw';
import { scopeSql } from './scope-sql';

/** Labels that only usage_day_label tells apart. */
const IN_LABELLED_DAYS = ['feature', 'region', 'project'] as const;
/** Labels kept in records only: to break usage down by them, records are read. */
const IN_RECORDS_ONLY = ['user', 'api_key'] as const;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const TIMES = {
  hour: '(epoch_us(u.starts_at) // 3600000000)::INTEGER AS hour',
  day: '(epoch_us(u.starts_at) // 86400000000)::INTEGER AS day',
} as const;

/** An SQL relation, and what it binds. */
export interface CellsSql {
  cells: string;
  parameters: Parameters;
}

/**
 * The cells of a scope as an SQL relation: the smallest rollup that can tell what is asked, with a column for each of
 * the labels. Records are read only for what no rollup keeps apart.
 */
export function cellsSql(scope: Scope, labels: readonly Label[] = []): CellsSql {
  const labelled = !readsHours(scope, labels);
  const ofRecords = scope.inConversation || IN_RECORDS_ONLY.some((label) => labels.includes(label));
  if (!ofRecords && isWhole(scope, MS_PER_DAY))
    return rollup(scope, 'day', `SELECT * FROM ${labelled ? 'usage_day_label' : 'usage_day'} AS u`);
  if (!labelled && isWhole(scope, MS_PER_HOUR))
    return rollup(scope, 'hour', 'SELECT u.hour // 24 AS day, u.* EXCLUDE (hour) FROM usage_hour AS u');
  const { where, parameters } = scopeSql(scope, 'starts_at');
  return { cells: `(${cellsOfRecords('day', namedLabels(labels), where)})`, parameters };
}

/** Whether the rollup by hour tells all that a scope and labels name. */
export function readsHours({ features, regions, inConversation }: Scope, labels: readonly Label[]): boolean {
  return (
    namedLabels(labels).length === 0 && features === undefined && regions === undefined && !inConversation
  );
}

/** The labels that are no column of every rollup. */
export function namedLabels(labels: readonly Label[]): Label[] {
  return [...IN_LABELLED_DAYS, ...IN_RECORDS_ONLY].filter((label) => labels.includes(label));
}

/** Does a scope begin and end at midnight UTC (or nowhere)? */
export function isOfWholeDays(scope: Scope): boolean {
  return isWhole(scope, MS_PER_DAY);
}

/** Does a scope begin and end at a full hour (or nowhere)? */
export function isOfWholeHours(scope: Scope): boolean {
  return isWhole(scope, MS_PER_HOUR);
}

/**
 * A query that sums records by hour or day and, beside what every rollup keeps, by more labels and by `more`, columns
 * with a comma after each. `from` is a relation with the columns of `usage`.
 */
export function cellsOfRecords(
  time: keyof typeof TIMES,
  labels: readonly Label[],
  where: string,
  more = '',
  from = 'usage',
): string {
  return cellsTemplate
    .replace('/*time*/', TIMES[time])
    .replace('/*keys*/', `${labels.map((label) => `u."${label}",`).join(' ')} ${more}`)
    .replace('/*records*/', from)
    .replace('/*scope*/', where);
}

function rollup(scope: Scope, time: 'hour' | 'day', select: string): CellsSql {
  const { where, parameters } = scopeSql(scope, time);
  return { cells: `(${select} WHERE ${where})`, parameters };
}

function isWhole({ fromMs, toMs }: Scope, unitMs: number): boolean {
  return (fromMs ?? 0) % unitMs === 0 && (toMs ?? 0) % unitMs === 0;
}

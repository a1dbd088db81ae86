import type { Label } from '$lib/usage/usage-record';
import type { DayParts, Scope } from '../store';
import { cellsOfRecords, cellsSql, namedLabels, readsHours, type CellsSql } from './cells-sql';
import { scopeSql } from './scope-sql';

const OF_MODELS =
  "u.model IN (SELECT id FROM label WHERE kind = 'model' AND name IN (SELECT unnest($windowed::VARCHAR[])))";
/** Uploads with buckets, of which a record may reach over an edge. Zone maps make this cheap where there are none. */
const WITH_BUCKETS = 'u.upload IN (SELECT DISTINCT upload FROM usage WHERE bucket_seconds > 0)';
const SECOND = 'epoch_us(u.starts_at) // 1000000 % 86400';

/**
 * The cells of a scope with a column `minute`: for some models the minute of the day at which the part of the day begins
 * that their usage is of, else NULL. All other models come from the smallest rollup as ever. Those come from the hours
 * where that can tell the parts, else from records: usage in buckets (few), parts that begin within an hour, and labels
 * that hours do not tell. A bucket that reaches into another part has no minute.
 */
export function cellsInParts(scope: Scope, labels: readonly Label[], parts: DayParts): CellsSql {
  const whole = cellsSql(scope, labels);
  if (parts.models.length === 0) return withoutMinute(whole.cells, whole.parameters);
  const fromHours = readsHours(scope, labels) && parts.minutes.every((minute) => minute % 60 === 0);
  const hours = fromHours ? hoursSql(scope, parts) : undefined;
  const records = recordsSql(scope, labels, parts, fromHours ? WITH_BUCKETS : 'true');
  const others = `SELECT *, NULL::INTEGER AS minute FROM ${whole.cells} AS u WHERE NOT ${OF_MODELS}`;
  const all = [others, hours?.cells, records.cells].filter((sql) => sql !== undefined);
  return {
    cells: `(${all.join(' UNION ALL BY NAME ')})`,
    parameters: {
      ...whole.parameters,
      ...hours?.parameters,
      ...records.parameters,
      windowed: parts.models,
    },
  };
}

function withoutMinute(cells: string, parameters: CellsSql['parameters']): CellsSql {
  return { cells: `(SELECT *, NULL::INTEGER AS minute FROM ${cells})`, parameters };
}

function hoursSql(scope: Scope, { minutes }: DayParts): CellsSql {
  const { where, parameters } = scopeSql(scope, 'hour');
  const part = partOf('u.hour % 24 * 60', minutes);
  const cells = `SELECT u.hour // 24 AS day, ${part} AS minute, u.* EXCLUDE (hour) FROM usage_hour AS u WHERE ${where} AND ${OF_MODELS} AND NOT ${WITH_BUCKETS}`;
  return { cells, parameters };
}

function recordsSql(scope: Scope, labels: readonly Label[], { minutes }: DayParts, which: string): CellsSql {
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const start = partOf(`(${SECOND}) // 60`, minutes);
  const last = `((${SECOND}) + greatest(u.bucket_seconds, 1) - 1)`;
  const end = partOf(`${last} // 60`, minutes);
  const minute = `CASE WHEN ${last} < 86400 AND ${start} = ${end} THEN ${start} END AS minute,`;
  const conditions = `${where} AND ${OF_MODELS} AND ${which}`;
  return { cells: cellsOfRecords('day', namedLabels(labels), conditions, minute), parameters };
}

/** The last of the minutes at which a part begins, up to a minute of the day; the first begins at midnight. */
function partOf(minute: string, begins: readonly number[]): string {
  const descending = [...new Set(begins)].filter((begin) => begin > 0).sort((a, b) => b - a);
  const cases = descending.map((begin) => `WHEN ${minute} >= ${begin} THEN ${begin}`).join(' ');
  return descending.length === 0 ? '0' : `(CASE ${cases} ELSE 0 END)`;
}

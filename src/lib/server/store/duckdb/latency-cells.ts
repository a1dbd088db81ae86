import type { LatencyMetric } from '../latencies';
import type { Scope } from '../store';
import { isOfWholeDays } from './cells-sql';
import type { Engine, Parameters } from './engine';
import recordsTemplate from './queries/latency-cells-of-records.sql?raw';
import { number } from './rows';
import { scopeSql } from './scope-sql';

/** What latencies are summed by in time: `all` keeps no time apart. */
export type BlockUnit = 'day' | 'hour' | 'all';

const COLUMNS = { duration: 'duration_us', ttft: 'ttft_us' } as const;
const STARTS = {
  day: '(epoch_us(starts_at) // 86400000000)::INTEGER',
  hour: '(epoch_us(starts_at) // 3600000000)::INTEGER',
  all: '0',
} as const;

/**
 * The latencies of a scope per block, stratum and bucket, as an SQL relation: kept sums where there are any and they
 * can tell, records for the rest.
 */
export async function latencyCells(
  engine: Engine,
  scope: Scope,
  metric: LatencyMetric,
  unit: BlockUnit,
): Promise<{ cells: string; parameters: Parameters }> {
  if (unit === 'hour' || !isOfWholeDays(scope) || scope.features) {
    const { where, parameters } = scopeSql(scope, 'starts_at');
    return { cells: latencyCellsOfRecords(metric, unit, where), parameters };
  }
  const { where, parameters } = scopeSql(scope, 'day');
  const kept = `SELECT ${unit === 'day' ? 'u.day' : '0'} AS block, u.* EXCLUDE (day, metric) FROM latency_stratum AS u WHERE u.metric = $metric AND ${where}`;
  const left = await uploadsWithoutStrata(engine);
  const cells = left.length === 0 ? [kept] : [kept, ofUploads(left, metric, unit, where)];
  return { cells: cells.join('\nUNION ALL BY NAME\n'), parameters: { ...parameters, metric } };
}

/** A query of latencies of records per block, stratum and bucket. */
export function latencyCellsOfRecords(
  metric: LatencyMetric,
  unit: BlockUnit,
  where: string,
  records = 'usage',
): string {
  return recordsTemplate
    .replace('/*block*/', STARTS[unit])
    .replaceAll('/*metric*/', COLUMNS[metric])
    .replace('/*records*/', records)
    .replace('/*scope*/', where);
}

function ofUploads(uploads: number[], metric: LatencyMetric, unit: BlockUnit, where: string): string {
  const records = `(SELECT *, ${STARTS.day} AS day FROM usage WHERE upload IN (${uploads.join(', ')}))`;
  return latencyCellsOfRecords(metric, unit, where, records);
}

async function uploadsWithoutStrata(engine: Engine): Promise<number[]> {
  const rows = await engine.ask(
    'SELECT seq FROM upload WHERE seq NOT IN (SELECT upload FROM latency_stratum_upload) ORDER BY seq',
  );
  return rows.map((row) => number(row, 'seq'));
}

import type { LatencyBucket } from '$lib/latency/buckets';
import type { QuantilesRequest, LatencyHour } from '../latencies';
import type { Scope } from '../store';
import { cellsSql } from './cells-sql';
import type { Engine } from './engine';
import { bucketIn, ofBuckets } from './latency-bucket-rows';
import bucketsQuery from './queries/latency-hours-buckets.sql?raw';
import exactQuery from './queries/latency-hours-exact.sql?raw';
import type { Row } from './rows';
import { number, numbers, text } from './rows';
import { scopeSql } from './scope-sql';

/** Percentiles by route and hour of the day; exact up to as many latencies as the store was opened for, else of buckets. */
export async function latencyHours(
  engine: Engine,
  scope: Scope,
  request: QuantilesRequest,
): Promise<LatencyHour[]> {
  const exact = (await measured(engine, scope, request)) <= engine.exactUpTo;
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const sql = (exact ? exactQuery : bucketsQuery)
    .replaceAll('/*metric*/', `${request.metric}_us`)
    .replace('/*quantiles*/', request.quantiles.map(Number).join(', '))
    .replace('/*scope*/', where);
  const rows = await engine.read(sql, parameters);
  return exact ? rows.map(exactHour) : hoursOf(rows, request);
}

async function measured(engine: Engine, scope: Scope, { metric }: QuantilesRequest): Promise<number> {
  const { cells, parameters } = cellsSql(scope);
  const [row] = await engine.read(
    `SELECT coalesce(sum(measured_${metric}), 0)::BIGINT AS measured FROM ${cells}`,
    parameters,
  );
  return row ? number(row, 'measured') : 0;
}

function exactHour(row: Row): LatencyHour {
  return {
    route: text(row, 'route'),
    hour: number(row, 'hour'),
    measured: number(row, 'measured'),
    quantilesMs: numbers(row, 'quantiles_us').map((us) => us / 1000),
    method: 'exact',
  };
}

function hoursOf(rows: Row[], { quantiles }: QuantilesRequest): LatencyHour[] {
  const hours = new Map<string, { route: string; hour: number; buckets: LatencyBucket[] }>();
  for (const row of rows) {
    const [route, hour] = [text(row, 'route'), number(row, 'hour')];
    const name = `${route} ${hour}`;
    const found = hours.get(name) ?? { route, hour, buckets: [] };
    hours.set(name, found);
    found.buckets.push(bucketIn(row));
  }
  return [...hours.values()].map(({ buckets, ...keys }) => ({
    ...keys,
    ...ofBuckets(buckets, quantiles),
    method: 'sketch',
  }));
}

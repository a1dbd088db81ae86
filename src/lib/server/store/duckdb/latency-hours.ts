import type { LatencyBucket } from '$lib/latency/buckets';
import { measuredIn } from '$lib/latency/buckets';
import { distributionOf, quantileOf } from '$lib/latency/distribution';
import type { HoursRequest, LatencyHour } from '../latencies';
import type { Scope } from '../store';
import { cellsSql } from './cells-sql';
import type { Engine } from './engine';
import bucketsQuery from './queries/latency-hours-buckets.sql?raw';
import exactQuery from './queries/latency-hours-exact.sql?raw';
import type { Row } from './rows';
import { number, numbers, text } from './rows';
import { scopeSql } from './scope-sql';

/** Percentiles by route and hour of the day; exact up to as many latencies as the store was opened for, else of buckets. */
export async function latencyHours(
  engine: Engine,
  scope: Scope,
  request: HoursRequest,
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

async function measured(engine: Engine, scope: Scope, { metric }: HoursRequest): Promise<number> {
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

function hoursOf(rows: Row[], { quantiles }: HoursRequest): LatencyHour[] {
  const hours = new Map<string, { route: string; hour: number; buckets: LatencyBucket[] }>();
  for (const row of rows) {
    const [route, hour] = [text(row, 'route'), number(row, 'hour')];
    const name = `${route} ${hour}`;
    const found = hours.get(name) ?? { route, hour, buckets: [] };
    hours.set(name, found);
    found.buckets.push({
      bucket: number(row, 'bucket'),
      measured: number(row, 'measured'),
      lowMs: number(row, 'low_us') / 1000,
      highMs: number(row, 'high_us') / 1000,
      sumMs: number(row, 'sum_us') / 1000,
    });
  }
  return [...hours.values()].map(({ buckets, ...keys }) => {
    const distribution = distributionOf([{ buckets, measured: measuredIn(buckets), weight: 1 }]);
    const quantilesMs = quantiles.map((quantile) => quantileOf(distribution, quantile));
    return { ...keys, measured: measuredIn(buckets), quantilesMs, method: 'sketch' };
  });
}

import type { LatencyMetric, MeasuredRoute } from '../latencies';
import type { Scope } from '../store';
import { cellsSql } from './cells-sql';
import type { Engine } from './engine';
import { number, text } from './rows';

/** How many latencies each route has, most first: a count of sums that are kept. */
export async function measuredRoutes(
  engine: Engine,
  scope: Scope,
  metric: LatencyMetric,
): Promise<MeasuredRoute[]> {
  const { cells, parameters } = cellsSql(scope);
  const rows = await engine.read(
    `SELECT route.name AS route, sum(u.measured_${metric})::BIGINT AS measured
     FROM ${cells} AS u
     JOIN label AS route ON route.kind = 'route' AND route.id = u.route
     GROUP BY route.name
     HAVING sum(u.measured_${metric}) > 0
     ORDER BY measured DESC, route.name`,
    parameters,
  );
  return rows.map((row) => ({ route: text(row, 'route'), measured: number(row, 'measured') }));
}

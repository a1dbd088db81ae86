import type { RetryAfters } from '../gateways';
import type { Scope } from '../store';
import type { Engine } from './engine';
import query from './queries/retry-afters.sql?raw';
import { number, text } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';

/** The id of the outcome `rate_limited`: as migration 0001 gives it. */
const RATE_LIMITED = 2;

/** How long rate-limited errors said to wait, per route with any that say so. */
export async function retryAfters(engine: Engine, scope: Scope): Promise<RetryAfters[]> {
  const { where, parameters } = scopeSql(scope, 'starts_at', await uploadsIn(engine, scope));
  const rows = await engine.read(query.replace('/*scope*/', where), {
    ...parameters,
    rate_limited: RATE_LIMITED,
  });
  return rows.map((row) => ({
    route: text(row, 'route'),
    told: number(row, 'told'),
    medianMs: number(row, 'median_us') / 1000,
    leastMs: number(row, 'least_us') / 1000,
    mostMs: number(row, 'most_us') / 1000,
  }));
}

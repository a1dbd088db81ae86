import type { RetryAfters } from '../gateways';
import type { Scope } from '../store';
import type { Engine } from './engine';
import query from './queries/retry-afters.sql?raw';
import { number, optionalNumber, present, text, type Row } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';

/** The id of the outcome `rate_limited`: as migration 0001 gives it. */
const RATE_LIMITED = 2;

/** How long rate-limited errors said to wait, per route that has any of them. */
export async function retryAfters(engine: Engine, scope: Scope): Promise<RetryAfters[]> {
  const { where, parameters } = scopeSql(scope, 'starts_at', await uploadsIn(engine, scope));
  const rows = await engine.read(query.replace('/*scope*/', where), {
    ...parameters,
    rate_limited: RATE_LIMITED,
  });
  return rows.map((row) => ({
    route: text(row, 'route'),
    rateLimited: number(row, 'rate_limited'),
    told: number(row, 'told'),
    ...present('medianMs', milliseconds(row, 'median_us')),
    ...present('leastMs', milliseconds(row, 'least_us')),
    ...present('mostMs', milliseconds(row, 'most_us')),
  }));
}

function milliseconds(row: Row, name: string): number | undefined {
  const us = optionalNumber(row, name);
  return us === undefined ? undefined : us / 1000;
}

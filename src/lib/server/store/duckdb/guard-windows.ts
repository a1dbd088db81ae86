import type { GuardSide, ServedHour } from '$lib/rollout/guard-window';
import type { GuardPair, GuardRequest, GuardWindows } from '../guard-windows';
import type { Scope } from '../store';
import { isOfWholeHours, readsHours } from './cells-sql';
import type { Engine } from './engine';
import bucketsQuery from './queries/guard-buckets.sql?raw';
import conversationsQuery from './queries/guard-conversations.sql?raw';
import hoursQuery from './queries/guard-hours.sql?raw';
import windowsQuery from './queries/guard-windows.sql?raw';
import { number, optionalNumber, type Row } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;
const SECONDS_PER_HOUR = 3600;
const SESSION_STATE = "(SELECT id FROM label WHERE kind = 'outcome' AND name = 'session_state')";
const COUNTS = {
  requests: 'true',
  attempts: 'u.outcome <> 0',
  errors: 'u.outcome > 1',
  session_state: `u.outcome = ${SESSION_STATE}`,
  measured: 'u.timed AND u.duration_us IS NOT NULL',
};
const SIDES = { official: 'NOT relay', relay: 'relay' };

/** Windows in which the relay served, in order of time. */
export async function guardWindows(
  engine: Engine,
  scope: Scope,
  { windowMinutes, minRequests, official, relay }: GuardRequest,
): Promise<GuardWindows> {
  const { where, parameters } = await scoped(engine, scope);
  const micros = windowMinutes * MICROS_PER_MINUTE;
  const bound = { ...parameters, official, relay, window: micros, least: minRequests };
  const sql = windowsQuery
    .replace('/*counts*/', countsSql())
    .replace('/*sides*/', sidesSql())
    .replace('/*scope*/', where);
  const [rows, [counted]] = await Promise.all([
    engine.read(sql, bound),
    engine.read(bucketsQuery.replace('/*scope*/', where), bound),
  ]);
  return {
    windows: rows.map((row) => ({
      startMs: (number(row, 'nth') * micros) / 1000,
      official: sideOf(row, 'official'),
      relay: sideOf(row, 'relay'),
    })),
    buckets: counted ? number(counted, 'buckets') : 0,
  };
}

/**
 * Hours in which either route served enough, in order of time. Sums by hour do not tell records of an hour from those of
 * a whole day: where there are such, records are read.
 */
export async function servedHours(
  engine: Engine,
  scope: Scope,
  { official, relay }: GuardPair,
  minRequests: number,
): Promise<ServedHour[]> {
  const { usage, hour, where, parameters } = await hoursOf(engine, scope);
  const sql = hoursQuery.replace('/*usage*/', usage).replace('/*hour*/', hour).replace('/*scope*/', where);
  const rows = await engine.read(sql, { ...parameters, official, relay, least: minRequests });
  return rows.map((row) => ({
    hour: number(row, 'hour'),
    official: number(row, 'official'),
    relay: number(row, 'relay'),
  }));
}

/** How many conversations were active on a route at each moment, in the order of the moments. */
export async function activeConversations(
  engine: Engine,
  scope: Scope,
  relay: string,
  momentsMs: number[],
  withinMinutes: number,
): Promise<number[]> {
  if (momentsMs.length === 0) return [];
  const { where, parameters } = await scoped(engine, scope);
  const moments = momentsMs.map((ms) => ms * 1000);
  const bound = { ...parameters, relay, moments, within: withinMinutes * MICROS_PER_MINUTE };
  const rows = await engine.read(conversationsQuery.replace('/*scope*/', where), bound);
  const found = new Map(rows.map((row) => [number(row, 'moment'), number(row, 'conversations')]));
  return moments.map((at) => found.get(at) ?? 0);
}

async function hoursOf(engine: Engine, scope: Scope) {
  const [row] = await engine.askKept(
    `SELECT coalesce(max(bucket_seconds), 0) > ${SECONDS_PER_HOUR} AS longer FROM usage`,
  );
  if (row?.['longer'] === false && isOfWholeHours(scope) && readsHours(scope, []))
    return { usage: 'usage_hour', hour: 'u.hour', ...scopeSql(scope, 'hour') };
  const { where, parameters } = await scoped(engine, scope);
  return {
    usage: 'usage',
    hour: 'epoch_us(u.starts_at) // 3600000000',
    where: `u.bucket_seconds <= ${SECONDS_PER_HOUR} AND ${where}`,
    parameters,
  };
}

async function scoped(engine: Engine, scope: Scope) {
  return scopeSql(scope, 'starts_at', await uploadsIn(engine, scope));
}

/** Counts of a window on one route, with a comma after each. */
function countsSql(): string {
  return Object.entries(COUNTS)
    .map(([name, test]) => `count(*) FILTER (${test})::BIGINT AS ${name},`)
    .join(' ');
}

/** The same on both routes beside each other; 0 where a route did not serve. */
function sidesSql(): string {
  return Object.entries(SIDES)
    .flatMap(([side, is]) =>
      Object.keys(COUNTS).map((name) => `coalesce(max(${name}) FILTER (${is}), 0) AS ${side}_${name},`),
    )
    .join(' ');
}

function sideOf(row: Row, side: 'official' | 'relay'): GuardSide {
  const p95Us = optionalNumber(row, `${side}_p95`);
  return {
    requests: number(row, `${side}_requests`),
    attempts: number(row, `${side}_attempts`),
    errors: number(row, `${side}_errors`),
    sessionState: number(row, `${side}_session_state`),
    measured: number(row, `${side}_measured`),
    ...(p95Us === undefined ? {} : { p95Us }),
  };
}

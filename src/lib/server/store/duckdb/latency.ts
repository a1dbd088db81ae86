import { resolutionMs } from '$lib/latency/resolution';
import type { LatencyGroup, LatencyRequest } from '../latencies';
import type { Scope } from '../store';
import { cellsSql, isOfWholeDays } from './cells-sql';
import type { Engine } from './engine';
import type { Parameters } from './parameters';
import type { GroupSql } from './group-sql';
import { groupKeys, groupSql, labelsOf } from './group-sql';
import type { SketchBucket } from './latency-sketch';
import { sketchCountUnder, sketchQuantile } from './latency-sketch';
import { areSketched } from './loading-sketches';
import { modelIdsSql } from './model-ids';
import attemptsQuery from './queries/latency-attempts.sql?raw';
import bucketsQuery from './queries/latency-buckets.sql?raw';
import exactQuery from './queries/latency-exact.sql?raw';
import sketchQuery from './queries/latency-sketch.sql?raw';
import type { Row } from './rows';
import { number, numbers } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';

const COLUMNS = { duration: 'duration_us', ttft: 'ttft_us' } as const;

const LARGEST_INTEGER = 2 ** 31 - 1;
const SAME_MODELS =
  'JOIN (SELECT id, min(id) OVER (PARTITION BY name) AS first_id FROM /*models*/ AS model) AS same ON same.id = u.model';

/** Figures of a group but its keys and attempts. */
type Measured = Omit<LatencyGroup, 'keys' | 'attempts'>;

/**
 * Percentiles per group (see LatencyGroup), groups in the order of their keys. Exact up to as many latencies as the store
 * was opened for; beyond, from the sketch, which knows whole days and no features or regions: other scopes are exact, but
 * by region and where the sketch is not made yet, where records are put into buckets first. `makeSketches` is called
 * before the sketch is asked.
 */
export async function latency(
  engine: Engine,
  scope: Scope,
  request: LatencyRequest,
  makeSketches: () => Promise<void>,
): Promise<LatencyGroup[]> {
  const counting = attempts(engine, scope, request);
  const [groups, figures] = await Promise.all([
    counting,
    figuresOf(engine, scope, request, counting, makeSketches),
  ]);
  return groups.map((row) => {
    const keys = groupKeys(row, request.by);
    const total = number(row, 'attempts');
    return { keys, attempts: total, ...(figures.get(JSON.stringify(keys)) ?? nothing(request)) };
  });
}

/** Where no scope can hold too many latencies, they are sorted while attempts are still counted. */
async function figuresOf(
  engine: Engine,
  scope: Scope,
  request: LatencyRequest,
  counting: Promise<Row[]>,
  makeSketches: () => Promise<void>,
): Promise<Map<string, Measured>> {
  const { records, longest } = await usageSize(engine, request);
  const tooMany = records > engine.exactUpTo && measuredIn(await counting) > engine.exactUpTo;
  const canBeSketched = tooMany && isSketched(scope, request);
  if (canBeSketched && !(await areSketched(engine, scope))) await makeSketches();
  if (canBeSketched && (await areSketched(engine, scope)))
    return ofSketch(await query(engine, sketchQuery, scope, request, 'day'), request);
  if (canBeSketched || (tooMany && request.by.includes('region')))
    return ofSketch(await query(engine, bucketsQuery, scope, request, 'starts_at'), request);
  const exact = exactQuery.replace('/*type*/', longest <= LARGEST_INTEGER ? 'INTEGER' : 'BIGINT');
  return ofRecords(await query(engine, withModels(exact, request), scope, request, 'starts_at'), request);
}

function measuredIn(groups: Row[]): number {
  return groups.reduce((sum, row) => sum + number(row, 'measured'), 0);
}

/** How many records there are and the longest latency of all, as the engine's statistics know at once. */
async function usageSize(
  engine: Engine,
  { metric }: LatencyRequest,
): Promise<{ records: number; longest: number }> {
  const [row = {}] = await engine.askKept(
    `SELECT count(*) AS records, coalesce(max(${COLUMNS[metric]}), 0) AS longest FROM usage`,
  );
  return { records: number(row, 'records'), longest: number(row, 'longest') };
}

/** Spellings of one model are one group; who does not ask by model is spared the look. */
function withModels(sql: string, { by }: LatencyRequest): string {
  const told = by.includes('model');
  return sql
    .replace('/*model*/', told ? 'same.first_id' : '0')
    .replace('/*same models*/', told ? SAME_MODELS : '');
}

/** Can the kept sketch tell? */
function isSketched(scope: Scope, { by }: LatencyRequest): boolean {
  return isOfWholeDays(scope) && !scope.features && !scope.regions && !by.includes('region');
}

function attempts(engine: Engine, scope: Scope, request: LatencyRequest): Promise<Row[]> {
  const { cells, parameters } = cellsSql(scope, labelsOf(request.by));
  const models = modelIdsSql(request.modelIds);
  const keys = groupSql(request.by, 'u.day', models.table);
  const sql = filled(attemptsQuery, keys)
    .replace('/*cells*/', cells)
    .replace('/*metric*/', `measured_${request.metric}`);
  return engine.read(sql, { ...parameters, ...models.parameters });
}

async function query(
  engine: Engine,
  template: string,
  scope: Scope,
  request: LatencyRequest,
  time: 'day' | 'starts_at',
): Promise<Row[]> {
  const { where, parameters } = scopeSql(scope, time, await uploadsIn(engine, scope));
  const models = modelIdsSql(request.modelIds);
  const day = time === 'day' ? 'u.day' : '(epoch_us(u.starts_at) // 86400000000)::INTEGER';
  const sql = filled(template, groupSql(request.by, day, models.table))
    .replaceAll('/*metric*/', COLUMNS[request.metric])
    .replaceAll('/*models*/', models.table)
    .replaceAll('/*quantiles*/', request.quantiles.map(Number).join(', '))
    .replaceAll('/*scope*/', where);
  const own: Parameters = { metric: request.metric, budget_us: Math.floor(request.budgetMs * 1000) };
  return engine.read(sql, { ...parameters, ...models.parameters, ...own });
}

function filled(template: string, keys: GroupSql): string {
  return template
    .replaceAll('/*keys*/', keys.columns)
    .replaceAll('/*names*/', keys.names)
    .replaceAll('/*joins*/', keys.joins);
}

function ofRecords(rows: Row[], request: LatencyRequest): Map<string, Measured> {
  return new Map(
    rows.map((row) => {
      const measured = number(row, 'measured');
      const figures: Measured = {
        measured,
        meanMs: number(row, 'mean_us') / 1000,
        quantilesMs: numbers(row, 'quantiles_us').map((us) => us / 1000),
        underBudget: number(row, 'under_budget') / measured,
        resolutionMs: resolutionMs(measured, number(row, 'fractional')),
        method: 'exact',
      };
      return [JSON.stringify(groupKeys(row, request.by)), figures];
    }),
  );
}

function ofSketch(rows: Row[], request: LatencyRequest): Map<string, Measured> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify(groupKeys(row, request.by));
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return new Map([...groups].map(([name, group]) => [name, sketchFigures(group, request)]));
}

function sketchFigures(rows: Row[], { quantiles, budgetMs }: LatencyRequest): Measured {
  const buckets: SketchBucket[] = rows.map((row) => ({
    bucket: number(row, 'bucket'),
    measured: number(row, 'measured'),
  }));
  const sum = (name: string): number => rows.reduce((total, row) => total + number(row, name), 0);
  const measured = sum('measured');
  return {
    measured,
    meanMs: sum('sum_us') / measured / 1000,
    quantilesMs: quantiles.map((quantile) => sketchQuantile(buckets, quantile) / 1000),
    underBudget: sketchCountUnder(buckets, budgetMs * 1000) / measured,
    resolutionMs: resolutionMs(measured, sum('fractional')),
    method: 'sketch',
  };
}

function nothing(request: LatencyRequest): Measured {
  return {
    measured: 0,
    meanMs: 0,
    quantilesMs: request.quantiles.map(() => 0),
    underBudget: 0,
    resolutionMs: 1,
    method: 'exact',
  };
}

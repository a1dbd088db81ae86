import { groupBy } from '$lib/usage/group-by';
import type { OverheadGroup, OverheadRequest } from '../gateways';
import type { Scope } from '../store';
import type { Engine } from './engine';
import type { Parameters } from './parameters';
import { groupKeys, groupSql } from './group-sql';
import { bucketIn, ofBuckets } from './latency-bucket-rows';
import { modelIdsSql } from './model-ids';
import bucketsQuery from './queries/overhead-buckets.sql?raw';
import overheadsQuery from './queries/overheads.sql?raw';
import { number, numbers, type Row } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';

/** What gateways add to requests, per group: exact up to as many as the store was opened for, else quantiles within 1 %. */
export async function overheads(
  engine: Engine,
  scope: Scope,
  request: OverheadRequest,
): Promise<OverheadGroup[]> {
  const { where, parameters } = scopeSql(scope, 'starts_at', await uploadsIn(engine, scope));
  const models = modelIdsSql(request.modelIds);
  const keys = groupSql(request.by, '', models.table);
  const ask = (sql: string, own: Parameters): Promise<Row[]> =>
    engine.read(
      sql
        .replace('/*keys*/', keys.columns)
        .replace('/*names*/', keys.names)
        .replace('/*joins*/', keys.joins)
        .replace('/*quantiles*/', request.quantiles.map(Number).join(', '))
        .replace('/*scope*/', where),
      { ...parameters, ...models.parameters, ...own },
    );
  const most = engine.exactUpTo;
  const groups = await ask(overheadsQuery, { budget_us: Math.floor(request.budgetMs * 1000), most });
  const measured = groups.reduce((sum, row) => sum + number(row, 'measured'), 0);
  const sketched = measured > most ? groupBy(await ask(bucketsQuery, {}), nameOf(request)) : undefined;
  return groups.map((row) => groupOf(row, request, sketched?.get(nameOf(request)(row))));
}

function nameOf({ by }: OverheadRequest): (row: Row) => string {
  return (row) => JSON.stringify(groupKeys(row, by));
}

function groupOf(row: Row, { by, quantiles }: OverheadRequest, buckets: Row[] | undefined): OverheadGroup {
  const measured = number(row, 'measured');
  return {
    keys: groupKeys(row, by),
    measured,
    impossible: number(row, 'impossible'),
    meanMs: measured === 0 ? 0 : number(row, 'mean_us') / 1000,
    quantilesMs: buckets
      ? ofBuckets(buckets.map(bucketIn), quantiles).quantilesMs
      : measured === 0
        ? []
        : numbers(row, 'quantiles_us').map((us) => us / 1000),
    underBudget: measured === 0 ? 0 : number(row, 'under_budget') / measured,
    method: buckets ? 'sketch' : 'exact',
  };
}

import { ERROR_CLASSES } from '$lib/usage/error-classes';
import type { OutcomeGroup, OutcomeKey } from '../latencies';
import type { Scope } from '../store';
import { cellsSql } from './cells-sql';
import type { Engine } from './engine';
import { groupSql, groupKeys, labelsOf } from './group-sql';
import { modelIdsSql } from './model-ids';
import outcomesQuery from './queries/outcomes.sql?raw';
import type { Row } from './rows';
import { number } from './rows';

/** Requests by outcome per group, in the order of the keys. */
export async function outcomes(
  engine: Engine,
  scope: Scope,
  by: OutcomeKey[],
  modelIds: Record<string, string> | undefined,
): Promise<OutcomeGroup[]> {
  const { cells, parameters } = cellsSql(scope, labelsOf(by));
  const models = modelIdsSql(modelIds);
  const keys = groupSql(by, 'u.day', models.table);
  const sql = outcomesQuery
    .replaceAll('/*keys*/', keys.columns)
    .replaceAll('/*names*/', keys.names)
    .replaceAll('/*joins*/', keys.joins)
    .replaceAll('/*cells*/', cells);
  const rows = await engine.read(sql, { ...parameters, ...models.parameters });
  const groups = new Map<string, OutcomeGroup>();
  for (const row of rows) {
    const found = groupKeys(row, by);
    const name = JSON.stringify(found);
    const group = groups.get(name) ?? { keys: found, attempts: 0, errors: 0, byClass: {}, notLogged: 0 };
    groups.set(name, count(group, row));
  }
  return [...groups.values()];
}

function count(group: OutcomeGroup, row: Row): OutcomeGroup {
  const requests = number(row, 'requests');
  const outcome = row['outcome'];
  if (outcome === undefined) return { ...group, notLogged: group.notLogged + requests };
  const errorClass = ERROR_CLASSES.find((name) => name === outcome);
  if (!errorClass) return { ...group, attempts: group.attempts + requests };
  return {
    ...group,
    attempts: group.attempts + requests,
    errors: group.errors + requests,
    byClass: { ...group.byClass, [errorClass]: (group.byClass[errorClass] ?? 0) + requests },
  };
}

import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { UnitCost } from '$lib/usage/unit-cost';
import type { Label } from '$lib/usage/usage-record';
import type { LabelRanks, Scope } from '../store';
import { cellsSql } from './cells-sql';
import type { Engine } from './engine';
import type { Parameters } from './parameters';
import ranksQuery from './queries/label-ranks.sql?raw';
import { number, optionalText } from './rows';

/** Names of a label in a scope, the dearest first, and how many there are in all. */
export async function labelRanks(
  engine: Engine,
  scope: Scope,
  label: Label,
  costs: UnitCost[],
  most: number,
): Promise<LabelRanks> {
  if (costs.length === 0) return { names: [], groups: 0 };
  const { cells, parameters } = cellsSql(scope, [label]);
  const sql = ranksQuery
    .replaceAll('/*label*/', label)
    .replace(
      '/*given*/',
      TOKEN_CLASSES.map((name) => `unnest($cost_${name}::DOUBLE[]) AS per_${name},`).join(' '),
    )
    .replace('/*cost*/', TOKEN_CLASSES.map((name) => `u.${name} * per_${name}`).join(' + '))
    .replace('/*tokens*/', TOKEN_CLASSES.map((name) => `u.${name}`).join(' + '))
    .replace('/*cells*/', cells);
  const rows = await engine.read(sql, { ...parameters, ...costLists(costs), most });
  return {
    names: rows.map((row) => optionalText(row, 'name') ?? null),
    groups: rows[0] ? number(rows[0], 'groups') : 0,
  };
}

/** Unit costs as one list per column: `cost_route`, `cost_provider` … and `cost_<class>`. */
export function costLists(costs: UnitCost[]): Parameters {
  const perClass = TOKEN_CLASSES.map((name) => [`cost_${name}`, costs.map(({ perToken }) => perToken[name])]);
  return {
    cost_route: costs.map(({ route }) => route),
    cost_provider: costs.map(({ provider = '' }) => provider),
    cost_model: costs.map(({ model }) => model),
    cost_tier: costs.map(({ tier = '' }) => tier),
    cost_over: costs.map(({ promptOver = 0 }) => promptOver),
    cost_currency: costs.map(({ chargedCurrency = '' }) => chargedCurrency),
    cost_charge: costs.map(({ perCharge }) => perCharge),
    ...(Object.fromEntries(perClass) as Parameters),
  };
}

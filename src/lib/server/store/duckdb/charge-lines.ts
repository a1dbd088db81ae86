import { CHARGE_LABELS, type ChargeLabel, type ChargeLine } from '$lib/usage/charge-line';
import type { TokenClass } from '$lib/usage/token-classes';
import type { Scope } from '../store';
import type { Reader } from './engine';
import chargeLinesQuery from './queries/charge-lines.sql?raw';
import type { Row } from './rows';
import { number, optionalText, pico, present, text } from './rows';
import { scopeSql } from './scope-sql';

/**
 * What cost exports say was charged in a scope, by day, line and the labels asked for (see ChargeLine). They tell no
 * features and regions: a scope of some has none of them.
 */
export async function chargeLines(
  engine: Reader,
  scope: Scope,
  labels: readonly ChargeLabel[],
): Promise<ChargeLine[]> {
  if (scope.features ?? scope.regions) return [];
  const asked = CHARGE_LABELS.filter((label) => labels.includes(label));
  const { where, parameters } = scopeSql(scope, 'day');
  const sql = chargeLinesQuery
    .replace('/*scope*/', where)
    .replace('/*keys*/', asked.map((label) => `u.${label},`).join(' '))
    .replace(
      '/*names*/',
      asked
        .map(
          (label) => `(SELECT name FROM label WHERE kind = '${label}' AND id = line.${label}) AS ${label},`,
        )
        .join(' '),
    );
  return (await engine.read(sql, parameters)).map((row) => toLine(row, asked));
}

function toLine(row: Row, labels: readonly ChargeLabel[]): ChargeLine {
  const tokenClass = optionalText(row, 'token_class') as TokenClass | undefined;
  return {
    day: number(row, 'day'),
    route: text(row, 'route'),
    ...present('provider', optionalText(row, 'provider')),
    ...present('model', optionalText(row, 'model')),
    ...present('lineItem', optionalText(row, 'line_item')),
    ...present('tokenClass', tokenClass),
    labels: Object.assign(
      {},
      ...labels.map((label) => present(label, optionalText(row, label))),
    ) as ChargeLine['labels'],
    rows: number(row, 'lines'),
    rowsBeyondCents: number(row, 'lines_beyond_cents'),
    amount: pico(row, 'amount'),
    currency: text(row, 'currency'),
  };
}

import { formatDay } from '$lib/usage/day';
import type { Facet, Facets, UsagePeriod } from '../facets';
import type { Scope } from '../store';
import { cellsSql, type CellsSql } from './cells-sql';
import type { Reader } from './engine';
import { instantText } from './ledger';
import facetsQuery from './queries/facets.sql?raw';
import extentQuery from './queries/extent.sql?raw';
import lastRecordQuery from './queries/last-record.sql?raw';
import type { Row } from './rows';
import { number, optionalNumber, optionalText, present, text } from './rows';
import { scopeSql } from './scope-sql';

const MICROS_PER_HOUR = 3_600_000_000;

/** Period and distinct labels of a scope with their requests, the busiest first. */
export async function facets(engine: Reader, scope: Scope): Promise<Facets> {
  const cells = cellsSql(scope, ['feature', 'region']);
  const extent = await extentOf(engine, cells);
  const rows = await engine.read(facetsQuery.replace('/*cells*/', cells.cells), cells.parameters);
  const of = (kind: string): Row[] => rows.filter((row) => row['kind'] === kind);
  return {
    ...(await period(engine, scope, extent)),
    ...present('charges', await chargePeriod(engine, scope)),
    requests: number(extent, 'requests'),
    routes: of('route').map(toFacet),
    providers: of('provider').map(toFacet),
    models: of('model').map((row) => {
      const provider = optionalText(row, 'provider');
      return { ...toFacet(row), ...(provider === undefined ? {} : { provider }) };
    }),
    features: of('feature').map(toFacet),
    regions: of('region').map(toFacet),
  };
}

/** When there is usage in a scope. */
export async function usagePeriod(engine: Reader, scope: Scope): Promise<UsagePeriod> {
  return period(engine, scope, await extentOf(engine, cellsSql(scope)));
}

async function extentOf(engine: Reader, { cells, parameters }: CellsSql): Promise<Row> {
  const [extent] = await engine.read(extentQuery.replace('/*cells*/', cells), parameters);
  if (!extent) throw new Error('no extent');
  return extent;
}

async function period(engine: Reader, scope: Scope, extent: Row): Promise<UsagePeriod> {
  const first = optionalNumber(extent, 'first_day');
  const last = optionalNumber(extent, 'last_day');
  if (first === undefined || last === undefined) return {};
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const sql = lastRecordQuery.replace('/*scope*/', where);
  const [row] = await engine.read(sql, { ...parameters, last_day: last });
  const at = row ? number(row, 'last_at') : 0;
  return {
    from: formatDay(first),
    to: formatDay(last + 1),
    lastHour: instantText(at - (at % MICROS_PER_HOUR)),
  };
}

async function chargePeriod(engine: Reader, scope: Scope): Promise<Facets['charges']> {
  if (scope.features ?? scope.regions) return undefined;
  const { where, parameters } = scopeSql(scope, 'day');
  const [row] = await engine.read(
    `SELECT min(u.day) AS first_day, max(u.day) AS last_day FROM charge AS u WHERE ${where}`,
    parameters,
  );
  const first = row && optionalNumber(row, 'first_day');
  if (!row || first === undefined) return undefined;
  return { from: formatDay(first), to: formatDay(number(row, 'last_day') + 1) };
}

function toFacet(row: Row): Facet {
  return { name: text(row, 'name'), requests: number(row, 'requests') };
}

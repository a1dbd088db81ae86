import type { Facet, Facets, Scope } from '../store';
import type { Engine } from './engine';
import { instantText } from './ledger';
import facetsQuery from './queries/facets.sql?raw';
import extentQuery from './queries/extent.sql?raw';
import type { Row } from './rows';
import { number, optionalNumber, optionalText, text } from './rows';
import { scopeSql } from './scope-sql';

const MICROS_PER_HOUR = 3_600_000_000;

/** Period and distinct labels of a scope with their requests, the busiest first. */
export async function facets(engine: Engine, scope: Scope): Promise<Facets> {
  const { where, parameters } = scopeSql(scope, 'hour');
  const rows = await engine.read(facetsQuery.replaceAll('/*scope*/', where), parameters);
  const [extent] = await engine.read(extentQuery.replaceAll('/*scope*/', where), parameters);
  if (!extent) throw new Error('no extent');
  const of = (kind: string): Row[] => rows.filter((row) => row['kind'] === kind);
  return {
    ...period(extent),
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

function period(extent: Row): Pick<Facets, 'from' | 'to' | 'lastHour'> {
  const first = optionalNumber(extent, 'first_hour');
  const last = optionalNumber(extent, 'last_hour');
  if (first === undefined || last === undefined) return {};
  const day = (hour: number): string => instantText(hour * MICROS_PER_HOUR).slice(0, 10);
  return { from: day(first), to: day(last + 24), lastHour: instantText(last * MICROS_PER_HOUR) };
}

function toFacet(row: Row): Facet {
  return { name: text(row, 'name'), requests: number(row, 'requests') };
}

import type { Match, StratumLatencies } from '$lib/latency/strata';
import type { StrataRequest } from '../latencies';
import type { Scope } from '../store';
import type { Engine } from './engine';
import { bucketIn } from './latency-bucket-rows';
import { latencyCells } from './latency-cells';
import { modelIdsSql } from './model-ids';
import strataQuery from './queries/latency-strata.sql?raw';
import type { Row } from './rows';
import { optionalNumber, optionalText, text } from './rows';

const REGIONS = "(SELECT id, name FROM label WHERE kind = 'region')";

/** Latencies of two routes per stratum, in buckets. */
export async function latencyStrata(
  engine: Engine,
  scope: Scope,
  request: StrataRequest,
): Promise<StratumLatencies[]> {
  const { cells, parameters } = await latencyCells(engine, ofBoth(scope, request), request.metric, 'all');
  const models = modelIdsSql(request.modelIds);
  const by = (match: Match, sql: string): string => (request.match.includes(match) ? sql : '');
  const sql = strataQuery
    .replace('/*cells*/', cells)
    .replace(
      '/*keys*/',
      by('model', 'u.model, ') + by('region', 'u.region, ') + by('output_band', 'u.output_band, '),
    )
    .replace(
      '/*names*/',
      by('model', 'model.name AS model, ') +
        by('region', 'region.name AS region, ') +
        by('output_band', 'cell.output_band AS output_band, '),
    )
    .replace(
      '/*joins*/',
      by('model', `LEFT JOIN ${models.table} AS model ON model.id = cell.model\n`) +
        by('region', `LEFT JOIN ${REGIONS} AS region ON region.id = cell.region`),
    );
  return strataOf(await engine.read(sql, { ...parameters, ...models.parameters }), request);
}

function strataOf(rows: Row[], { baseline }: StrataRequest): StratumLatencies[] {
  const strata = new Map<string, StratumLatencies>();
  for (const row of rows) {
    const model = optionalText(row, 'model');
    const region = optionalText(row, 'region');
    const outputBand = optionalNumber(row, 'output_band');
    const name = JSON.stringify([model, region, outputBand]);
    const stratum = strata.get(name) ?? {
      ...(model === undefined ? {} : { model }),
      ...(region === undefined ? {} : { region }),
      ...(outputBand === undefined ? {} : { outputBand }),
      baseline: [],
      candidate: [],
    };
    strata.set(name, stratum);
    stratum[text(row, 'route') === baseline ? 'baseline' : 'candidate'].push(bucketIn(row));
  }
  return [...strata.values()];
}

/** Only what ran on the two routes. */
export function ofBoth(scope: Scope, { baseline, candidate }: StrataRequest): Scope {
  return { ...scope, routes: [baseline, candidate] };
}

import type { LatencyBlock } from '$lib/latency/influence';
import type { Match } from '$lib/latency/strata';
import type { BlocksRequest, Scope } from '../store';
import type { Engine, Parameters } from './engine';
import { latencyCells } from './latency-cells';
import { ofBoth } from './latency-strata';
import { modelIdsSql } from './model-ids';
import blocksQuery from './queries/latency-blocks.sql?raw';
import countsQuery from './queries/latency-block-counts.sql?raw';
import weightsQuery from './queries/latency-block-weights.sql?raw';
import type { Row } from './rows';
import { number, numbers, text } from './rows';

/** The name that stands for no region while strata are looked up: no label is empty. */
const NO_REGION = '';
const REGIONS = `(SELECT id, name FROM label WHERE kind = 'region' UNION ALL SELECT 0, '${NO_REGION}')`;

/** What both routes have in each block of time, with the weights and scores of strata. */
export async function latencyBlocks(
  engine: Engine,
  scope: Scope,
  request: BlocksRequest,
): Promise<LatencyBlock[]> {
  const { metric, unit, baseline, candidate } = request;
  const sides = { baseline, candidate };
  const { cells, parameters } = await latencyCells(engine, ofBoth(scope, request), metric, unit);
  const models = modelIdsSql(request.modelIds);
  const sql = withMatches(blocksQuery.replace('/*cells*/', cells), request.match, models.table);
  const all = { ...parameters, ...models.parameters, ...lists(request), ...sides };
  const [weights, counts] = await Promise.all([
    engine.read(sql.replace('/*answer*/', weightsQuery), all),
    engine.read(sql.replace('/*answer*/', countsQuery), all),
  ]);
  return blocksOf(weights, counts);
}

function withMatches(sql: string, match: Match[], models: string): string {
  const pieces = {
    model: {
      ids: ', model.id AS model_id',
      tables: `JOIN ${models} AS model ON model.name = stratum.model`,
      alike: 'asked.model_id = u.model',
    },
    region: {
      ids: ', region.id AS region_id',
      tables: `JOIN ${REGIONS} AS region ON region.name = stratum.region`,
      alike: 'asked.region_id = u.region',
    },
    output_band: { ids: '', tables: '', alike: 'asked.output_band = u.output_band' },
  };
  const chosen = match.map((one) => pieces[one]);
  return sql
    .replace('/*ids*/', chosen.map(({ ids }) => ids).join(''))
    .replace('/*tables*/', chosen.map(({ tables }) => tables).join('\n'))
    .replace('/*alike*/', chosen.map(({ alike }) => ` AND ${alike}`).join(''));
}

function lists({ strata }: BlocksRequest): Parameters {
  const scores = strata.flatMap((stratum, place) => stratum.scores.map((score) => ({ place, ...score })));
  return {
    stratum_places: strata.map((_, place) => place),
    stratum_models: strata.map(({ model }) => model ?? ''),
    stratum_regions: strata.map(({ region }) => region ?? NO_REGION),
    stratum_bands: strata.map(({ outputBand }) => outputBand ?? 0),
    baseline_weights: strata.map(({ baselineWeight }) => baselineWeight),
    candidate_weights: strata.map(({ candidateWeight }) => candidateWeight),
    score_places: scores.map(({ place }) => place),
    score_buckets: scores.map(({ bucket }) => bucket),
    baseline_scores: scores.map(({ baseline }) => baseline),
    candidate_scores: scores.map(({ candidate }) => candidate),
  };
}

function blocksOf(weights: Row[], counts: Row[]): LatencyBlock[] {
  const nameOf = (row: Row): string => `${text(row, 'side')} ${number(row, 'block')}`;
  const countsOf = new Map(counts.map((row) => [nameOf(row), row]));
  return weights.map((row) => {
    const count = countsOf.get(nameOf(row));
    if (!count) throw new Error(`block ${nameOf(row)} has weights and no counts`);
    return {
      side: text(row, 'side') === 'baseline' ? 'baseline' : 'candidate',
      block: number(row, 'block'),
      buckets: numbers(row, 'buckets'),
      weights: numbers(row, 'weights'),
      scores: numbers(row, 'scores'),
      strata: numbers(count, 'strata'),
      measured: numbers(count, 'measured'),
    };
  });
}

import type { LatencyBlock } from '$lib/latency/influence';
import type { Match } from '$lib/latency/strata';
import type { BlocksRequest } from '../latencies';
import type { Scope } from '../store';
import type { Columns } from './columns';
import type { Engine, Parameters } from './engine';
import { latencyCells } from './latency-cells';
import { ofBoth } from './latency-strata';
import { modelIdsSql } from './model-ids';
import blocksQuery from './queries/latency-blocks.sql?raw';
import countsQuery from './queries/latency-block-counts.sql?raw';
import weightsQuery from './queries/latency-block-weights.sql?raw';

/** So many sums a question: two years of hours and a thousand strata. */
const MOST_SUMS = 2_000_000;

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
  const all = { ...parameters, ...models.parameters, ...lists(request), ...sides };
  const ask = (answer: string): Promise<Columns> => {
    const sql = blocksQuery.replace('/*answer*/', answer).replace('/*cells*/', cells);
    return engine.readColumns(withMatches(sql, request.match, models.table), all, MOST_SUMS);
  };
  const [weights, counts] = await Promise.all([ask(weightsQuery), ask(countsQuery)]);
  return blocksOf(weights, counts, request.strata.length);
}

/** Where an answer tells requests apart by what is matched: columns, ids of labels, and the conditions of a join. */
function withMatches(sql: string, match: Match[], models: string): string {
  const tables = { model: models, region: REGIONS };
  const labels = match.filter((one) => one !== 'output_band');
  return sql
    .replace('/*ids*/', labels.map((one) => `, ${one}.id AS ${one}`).join(''))
    .replace(
      '/*tables*/',
      labels.map((one) => `JOIN ${tables[one]} AS ${one} ON ${one}.name = stratum.${one}`).join('\n'),
    )
    .replace('/*columns*/', match.map((one) => `cells.${one},`).join(' '))
    .replace('/*alike*/', match.map((one) => ` AND asked.${one} = u.${one}`).join(''));
}

function lists({ strata }: BlocksRequest): Parameters {
  const scores = strata.flatMap((stratum, place) => stratum.scores.map((score) => ({ place, ...score })));
  return {
    strata: strata.length,
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

type Side = LatencyBlock['side'];

/** Blocks of each side by their number. */
type Found = Record<Side, Map<number, LatencyBlock>>;

function blocksOf(weights: Columns, counts: Columns, strata: number): LatencyBlock[] {
  const found: Found = { baseline: new Map(), candidate: new Map() };
  addWeights(found, weights);
  addCounts(found, counts, strata);
  return [...found.baseline.values(), ...found.candidate.values()];
}

function addWeights(found: Found, columns: Columns): void {
  const [isBaseline, number] = [columns.number('baseline'), columns.number('block')];
  const [bucket, weight, score] = [
    columns.number('bucket'),
    columns.number('weight'),
    columns.number('score'),
  ];
  for (let row = 0; row < columns.length; row += 1) {
    const block = blockOf(found, isBaseline(row) === 1, number(row));
    block.buckets.push(bucket(row));
    block.weights.push(weight(row));
    block.scores.push(score(row));
  }
}

/** See latency-block-counts.sql for what a slot is. */
function addCounts(found: Found, columns: Columns, strata: number): void {
  const [slot, measured] = [columns.number('slot'), columns.number('measured')];
  for (let row = 0; row < columns.length; row += 1) {
    const sided = Math.floor(slot(row) / strata);
    const block = blockOf(found, sided % 2 === 1, Math.floor(sided / 2));
    block.strata.push(slot(row) % strata);
    block.measured.push(measured(row));
  }
}

function blockOf(found: Found, isBaseline: boolean, number: number): LatencyBlock {
  const side: Side = isBaseline ? 'baseline' : 'candidate';
  const known = found[side].get(number);
  if (known) return known;
  const block: LatencyBlock = {
    side,
    block: number,
    buckets: [],
    weights: [],
    scores: [],
    strata: [],
    measured: [],
  };
  found[side].set(number, block);
  return block;
}

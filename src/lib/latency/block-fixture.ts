import { bucketOf, toBuckets } from './buckets';
import type { LatencyBlock } from './influence';
import { weighStrata } from './influence';
import type { MatchedStratum, StratumLatencies } from './strata';

/** One measured request of a test. */
export interface Measured {
  route: 'baseline' | 'candidate';
  model: string;
  block: number;
  ms: number;
}

/** What the store's question for strata answers, over requests in memory: strata are models. */
export function strataOf(requests: readonly Measured[]): StratumLatencies[] {
  const models = [...new Set(requests.map(({ model }) => model))];
  const of = (model: string, route: Measured['route']): number[] =>
    requests.filter((one) => one.model === model && one.route === route).map(({ ms }) => ms);
  return models.map((model) => ({
    model,
    baseline: toBuckets(of(model, 'baseline')),
    candidate: toBuckets(of(model, 'candidate')),
  }));
}

/** What the store's question for blocks answers, likewise. */
export function blocksOf(requests: readonly Measured[], matched: readonly MatchedStratum[]): LatencyBlock[] {
  const weighed = weighStrata(matched);
  const place = new Map(weighed.map(({ model }, i) => [model, i]));
  const blocks = new Map<string, LatencyBlock>();
  for (const { route, model, block, ms } of requests) {
    const at = place.get(model);
    const stratum = at === undefined ? undefined : weighed[at];
    if (at === undefined || !stratum) continue;
    const name = `${route} ${block}`;
    const found = blocks.get(name) ?? {
      side: route,
      block,
      buckets: [],
      weights: [],
      scores: [],
      strata: [],
      measured: [],
    };
    blocks.set(name, found);
    const bucket = bucketOf(Math.round(ms * 1000));
    const weight = route === 'baseline' ? stratum.baselineWeight : stratum.candidateWeight;
    const score = stratum.scores.find((one) => one.bucket === bucket)?.[route] ?? NaN;
    found.buckets.push(bucket);
    found.weights.push(weight);
    found.scores.push(weight * score);
    found.strata.push(at);
    found.measured.push(1);
  }
  return [...blocks.values()];
}

import { bucketOf, toBuckets } from './buckets';
import type { BlockCells } from './influence';
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
export function cellsOf(all: readonly Measured[], matched: readonly MatchedStratum[]): BlockCells[] {
  const requests = [...all].sort((a, b) => a.block - b.block);
  const ids = matched.map(({ model }) => model);
  const columns = (of: (one: Measured) => number): Int32Array => Int32Array.from(requests, of);
  return [
    {
      from: 0,
      to: requests.length,
      block: columns(({ block }) => block),
      kind: columns(({ model, route }) => 2 * (ids.indexOf(model) + 1) + (route === 'baseline' ? 1 : 0)),
      bucket: columns(({ ms }) => bucketOf(Math.round(ms * 1000))),
      measured: columns(() => 1),
      places: Int32Array.from({ length: 2 * (ids.length + 1) }, (_, kind) => Math.floor(kind / 2) - 1),
      sides: Array.from({ length: 2 * (ids.length + 1) }, (_, kind) => (kind % 2 ? 'baseline' : 'candidate')),
    },
  ];
}

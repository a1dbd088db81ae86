import type { Influence } from './block-bootstrap';
import type { Distribution } from './distribution';
import { fasterShare, slowerShares } from './faster';
import type { MatchedStratum, Stratum } from './strata';

/** What each request of a matched stratum counts, by route and bucket: what blocks are summed with. */
export interface WeighedStratum extends Stratum {
  /** The stratum's weight ÷ its measured requests on the route. */
  baselineWeight: number;
  candidateWeight: number;
  /** Share of the other route's requests over which the candidate wins, per bucket; ties count half. */
  scores: { bucket: number; baseline: number; candidate: number }[];
}

/** What one route has in one block, summed over strata. Lists of one length belong together. */
export interface LatencyBlock {
  side: 'baseline' | 'candidate';
  /** Days or hours since 1970-01-01 UTC. */
  block: number;
  /** Per bucket: Σ weight × measured, and Σ weight × measured × score. */
  buckets: number[];
  weights: number[];
  scores: number[];
  /** Per stratum, by its place in the list: measured requests. One may stand more than once. */
  strata: number[];
  measured: number[];
}

/** Weights and scores of matched strata. */
export function weighStrata(matched: readonly MatchedStratum[]): WeighedStratum[] {
  return matched.map(
    ({ baseline, candidate, baselineMeasured, candidateMeasured, weight, ...stratum }): WeighedStratum => {
      const faster = slowerShares(candidate, baseline);
      const slower = slowerShares(baseline, candidate);
      const buckets = [...new Set([...faster.keys(), ...slower.keys()])];
      return {
        ...stratum,
        baselineWeight: weight / baselineMeasured,
        candidateWeight: weight / candidateMeasured,
        scores: buckets.map((bucket) => ({
          bucket,
          baseline: 1 - (slower.get(bucket) ?? 0.5),
          candidate: faster.get(bucket) ?? 0.5,
        })),
      };
    },
  );
}

/** A route's influence of each block (see Influence): what it has, less what its counts by stratum let expect. */
export function influenceOf(
  side: LatencyBlock['side'],
  blocks: readonly LatencyBlock[],
  order: ReadonlyMap<number, number>,
  matched: readonly MatchedStratum[],
  distribution: Distribution,
): Influence {
  const width = distribution.share.length;
  const influence: Influence = {
    share: new Float64Array(order.size * width),
    faster: new Float64Array(order.size),
  };
  const expected = matched.map((stratum) => expectedOf(stratum, side));
  for (const block of blocks) {
    if (block.side !== side) continue;
    const row = order.get(block.block) ?? 0;
    const from = row * width - distribution.first;
    for (let i = 0; i < block.buckets.length; i += 1) {
      addTo(influence.share, from + (block.buckets[i] ?? 0), block.weights[i] ?? 0);
      addTo(influence.faster, row, block.scores[i] ?? 0);
    }
    for (let i = 0; i < block.strata.length; i += 1) {
      const { perRequest, faster, buckets, shares } = expected[block.strata[i] ?? -1] ?? NOTHING;
      const counted = (block.measured[i] ?? 0) * perRequest;
      addTo(influence.faster, row, -counted * faster);
      for (let j = 0; j < buckets.length; j += 1)
        addTo(influence.share, from + (buckets[j] ?? 0), -counted * (shares[j] ?? 0));
    }
  }
  return influence;
}

interface Expected {
  /** Weight of one request. */
  perRequest: number;
  /** P(candidate faster) in the stratum. */
  faster: number;
  /** Buckets, and the share of the stratum's requests in each. */
  buckets: Int32Array;
  shares: Float64Array;
}

const NOTHING: Expected = {
  perRequest: 0,
  faster: 0,
  buckets: new Int32Array(),
  shares: new Float64Array(),
};

function expectedOf(stratum: MatchedStratum, side: LatencyBlock['side']): Expected {
  const measured = side === 'baseline' ? stratum.baselineMeasured : stratum.candidateMeasured;
  return {
    perRequest: stratum.weight / measured,
    faster: fasterShare(stratum.candidate, stratum.baseline),
    buckets: Int32Array.from(stratum[side], ({ bucket }) => bucket),
    shares: Float64Array.from(stratum[side], (one) => one.measured / measured),
  };
}

function addTo(values: Float64Array, at: number, amount: number): void {
  values[at] = (values[at] ?? 0) + amount;
}

import { resampleBlocks, type Side } from './block-bootstrap';
import { distributionOf, quantileOf } from './distribution';
import { fasterShare } from './faster';
import { influenceOf, type LatencyBlock } from './influence';
import { partsOf, type MatchedStratum } from './strata';
import type { Difference } from './newcombe';

/** A quantile on both routes over matched strata, and candidate − baseline with its 95 % interval, in milliseconds. */
export interface QuantileDelta extends Difference {
  quantile: number;
  baselineMs: number;
  candidateMs: number;
}

export interface MatchedDelta {
  quantiles: QuantileDelta[];
  /** P(candidate < baseline) + ½ P(candidate = baseline), 0 to 1, with its interval. */
  faster: Difference;
  /** Blocks of time in which each route has matched requests. */
  blocks: { baseline: number; candidate: number };
}

/** A 95 % interval rests on so many draws; the seed is fixed, so that the same data gives the same interval. */
export const RESAMPLES = 1000;
const SEED = 20260501;

/**
 * The matched delta (model.md section 5): Δq = quantile q of the candidate − that of the baseline, both over strata
 * weighted as in the baseline, with 95 % intervals by block bootstrap over the blocks given. Throws without strata.
 */
export function matchedDelta(
  matched: readonly MatchedStratum[],
  blocks: readonly LatencyBlock[],
  quantiles: readonly number[],
  { resamples = RESAMPLES, seed = SEED } = {},
): MatchedDelta {
  if (matched.length === 0) throw new RangeError('without matched strata there is no delta');
  const numbers = [...new Set(blocks.map(({ block }) => block))].sort((a, b) => a - b);
  const order = new Map(numbers.map((block, row) => [block, row]));
  const baseline = sideOf('baseline', matched, blocks, order);
  const candidate = sideOf('candidate', matched, blocks, order);
  const faster = matched.reduce((sum, one) => sum + one.weight * fasterShare(one.candidate, one.baseline), 0);
  const drawn = resampleBlocks({
    blocks: order.size,
    baseline,
    candidate,
    quantiles,
    faster,
    resamples,
    seed,
  });
  return {
    quantiles: quantiles.map((quantile, i) => {
      const [baselineMs, candidateMs] = [
        quantileOf(baseline.distribution, quantile),
        quantileOf(candidate.distribution, quantile),
      ];
      const interval = drawn.deltas[i] ?? { low: NaN, high: NaN };
      return { quantile, baselineMs, candidateMs, value: candidateMs - baselineMs, ...interval };
    }),
    faster: { value: faster, ...drawn.faster },
    blocks: { baseline: baseline.blocks, candidate: candidate.blocks },
  };
}

function sideOf(
  side: LatencyBlock['side'],
  matched: readonly MatchedStratum[],
  blocks: readonly LatencyBlock[],
  order: ReadonlyMap<number, number>,
): Side {
  const distribution = distributionOf(partsOf(matched, side));
  return {
    distribution,
    influence: influenceOf(side, blocks, order, matched, distribution),
    blocks: blocks.filter((block) => block.side === side).length,
  };
}

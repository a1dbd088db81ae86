import { resampleBlocks, type Side } from './block-bootstrap';
import { distributionOf, quantileOf } from './distribution';
import { fasterShare } from './faster';
import { blocksIn, influenceOf, type BlockCells, type Blocks, type LatencySide } from './influence';
import { partsOf, type MatchedStratum } from './strata';
import type { Interval } from './wilson';

/** A figure with its 95 % interval; without one where there is too little time to draw it from. */
export interface Estimate {
  value: number;
  interval?: Interval;
}

/** A quantile on both routes over matched strata, and candidate − baseline with its 95 % interval, in milliseconds. */
export interface QuantileDelta extends Estimate {
  quantile: number;
  baselineMs: number;
  candidateMs: number;
}

export interface MatchedDelta {
  quantiles: QuantileDelta[];
  /** P(candidate < baseline) + ½ P(candidate = baseline), 0 to 1, with its interval. */
  faster: Estimate;
  /** Blocks of time in which the routes have matched requests. */
  blocks: Blocks;
}

/** A 95 % interval rests on so many draws; the seed is fixed, so that the same data gives the same interval. */
export const RESAMPLES = 1000;
const SEED = 20260501;

/**
 * The matched delta (model.md section 5): Δq = quantile q of the candidate − that of the baseline, both over strata
 * weighted as in the baseline, with 95 % intervals by block bootstrap over the blocks of the cells given, and without
 * intervals where a side has fewer than five blocks. Throws without strata.
 */
export function matchedDelta(
  matched: readonly MatchedStratum[],
  cells: readonly BlockCells[],
  quantiles: readonly number[],
  { resamples = RESAMPLES, seed = SEED, blocks = blocksIn(cells) } = {},
): MatchedDelta {
  if (matched.length === 0) throw new RangeError('without matched strata there is no delta');
  const baseline = sideOf('baseline', matched, cells, blocks);
  const candidate = sideOf('candidate', matched, cells, blocks);
  const faster = matched.reduce((sum, one) => sum + one.weight * fasterShare(one.candidate, one.baseline), 0);
  const drawn = resampleBlocks({
    blocks: blocks.numbers.length,
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
      const delta = estimate(candidateMs - baselineMs, drawn?.deltas[i]);
      return { quantile, baselineMs, candidateMs, ...delta };
    }),
    faster: estimate(faster, drawn?.faster),
    blocks,
  };
}

function estimate(value: number, interval: Interval | undefined): Estimate {
  return interval ? { value, interval } : { value };
}

function sideOf(
  side: LatencySide,
  matched: readonly MatchedStratum[],
  cells: readonly BlockCells[],
  blocks: Blocks,
): Side {
  const distribution = distributionOf(partsOf(matched, side));
  return {
    distribution,
    influence: influenceOf(side, cells, blocks.numbers, matched, distribution),
    blocks: blocks[side],
  };
}

import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isLongEnough } from './block-unit';
import type { Distribution } from './distribution';
import { normalShare, studentT95 } from './normal';
import { dot, shiftedQuantile } from './shifted-quantile';
import type { Interval } from './wilson';

/**
 * What each block of time (a day or an hour) adds to a route's matched distribution and to the share of faster
 * requests: its influence, the sum over strata of weight ÷ measured × (what the block has − what as many requests of
 * the whole stratum would have). Influences of all blocks sum to 0.
 */
export interface Influence {
  /** Blocks × buckets of the distribution, row by row. */
  share: Float64Array;
  /** One per block. */
  faster: Float64Array;
}

export interface Side {
  distribution: Distribution;
  influence: Influence;
  /** Blocks in which this side has matched requests. */
  blocks: number;
}

export interface Resampling {
  /** Blocks of both sides together. */
  blocks: number;
  baseline: Side;
  candidate: Side;
  quantiles: readonly number[];
  /** P(candidate faster) as measured. */
  faster: number;
  resamples: number;
  seed: number;
}

/**
 * 95 % intervals by block bootstrap: blocks are drawn with replacement, the same for both routes, as many as there are;
 * strata keep their weights and their own counts in each draw (to first order, by influence, so that a draw costs
 * blocks × buckets and not records). Gives one interval of candidate − baseline in ms per quantile, and one of the
 * share of faster requests. Few blocks make percentiles too narrow: they are expanded (T. Hesterberg, 2015, 5.5). Undefined
 * where a side has fewer than five: too few to draw from.
 */
export function resampleBlocks(input: Resampling): { deltas: Interval[]; faster: Interval } | undefined {
  const { blocks, baseline, candidate, quantiles, resamples } = input;
  if (!isLongEnough({ baseline: baseline.blocks, candidate: candidate.blocks })) return undefined;
  const generator = xoroshiro128plus(input.seed);
  const drawn = new Float64Array(blocks);
  const deltas = quantiles.map(() => new Float64Array(resamples));
  const faster = new Float64Array(resamples);
  const [ofBaseline, ofCandidate] = [shiftedQuantile(baseline, blocks), shiftedQuantile(candidate, blocks)];
  for (let nth = 0; nth < resamples; nth += 1) {
    drawn.fill(0);
    for (let i = 0; i < blocks; i += 1) {
      const block = Math.floor(((generator.next() >>> 0) / 2 ** 32) * blocks);
      drawn[block] = (drawn[block] ?? 0) + 1;
    }
    quantiles.forEach((quantile, i) => {
      const values = deltas[i];
      if (values) values[nth] = ofCandidate(quantile, drawn) - ofBaseline(quantile, drawn);
    });
    faster[nth] =
      input.faster + dot(drawn, baseline.influence.faster) + dot(drawn, candidate.influence.faster);
  }
  const share = expandedShare(Math.min(baseline.blocks, candidate.blocks));
  const [first = { low: NaN, high: NaN }, ...rest] = [faster, ...deltas].map((values) =>
    middle(values, share),
  );
  return { faster: { low: asShare(first.low), high: asShare(first.high) }, deltas: rest };
}

/** Between 0 and 1, whatever a draw and the last of 16 digits make of it. */
function asShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** The share below and above a 95 % interval of percentiles, smaller with few blocks: Φ(−√(n ÷ (n − 1)) t). */
function expandedShare(blocks: number): number {
  return normalShare(-Math.sqrt(blocks / (blocks - 1)) * studentT95(blocks - 1));
}

function middle(values: Float64Array, outside: number): Interval {
  const sorted = values.sort();
  const at = (share: number): number => {
    const rank = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(rank)] ?? NaN, sorted[Math.ceil(rank)] ?? NaN];
    return low + (high - low) * (rank - Math.floor(rank));
  };
  return { low: at(outside), high: at(1 - outside) };
}

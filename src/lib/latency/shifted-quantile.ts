import type { Side } from './block-bootstrap';
import { betweenRanks, occupiedIn, targetOf } from './distribution';

/**
 * The quantile of a side in a draw, in ms: `drawn` says how often each block was drawn. The share of requests up to a
 * bucket is that of the whole, shifted by the influence of the blocks drawn; it is worked out for the few buckets
 * around the quantile of the whole, so that a draw costs blocks and not blocks × buckets.
 */
export function shiftedQuantile(
  { distribution, influence }: Side,
  blocks: number,
): (quantile: number, drawn: Float64Array) => number {
  const { share, highMs } = distribution;
  const occupied = occupiedIn(distribution);
  const upTo = cumulated(share, occupied);
  const shifts = occupied.map(() => new Float64Array(blocks));
  for (let block = 0; block < blocks; block += 1) {
    let sum = 0;
    occupied.forEach((at, i) => {
      sum += influence.share[block * share.length + at] ?? 0;
      const shift = shifts[i];
      if (shift) shift[block] = sum;
    });
  }
  return (quantile, drawn) => {
    const shareUpTo = (i: number): number => {
      const shift = shifts[i];
      return shift ? (upTo[i] ?? 0) + dot(drawn, shift) : 0;
    };
    const target = targetOf(distribution, quantile);
    let i = Math.max(
      0,
      upTo.findIndex((sum) => sum >= target),
    );
    let [before, sum] = [shareUpTo(i - 1), shareUpTo(i)];
    while (before >= target && i > 0) [i, before, sum] = [i - 1, shareUpTo(i - 2), before];
    while (sum < target && i < occupied.length - 1) [i, before, sum] = [i + 1, sum, shareUpTo(i + 1)];
    const at = occupied[i] ?? 0;
    return sum < target
      ? (highMs[at] ?? NaN)
      : betweenRanks(distribution, { at, next: occupied[i + 1], before, upTo: sum }, target);
  };
}

/** Σ over blocks of times drawn × value. */
export function dot(drawn: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let block = 0; block < drawn.length; block += 1) sum += (drawn[block] ?? 0) * (values[block] ?? 0);
  return sum;
}

function cumulated(share: Float64Array, places: number[]): number[] {
  let sum = 0;
  return places.map((at) => (sum += share[at] ?? 0));
}

import { wilson, type Interval } from './wilson';

/** Hits out of trials. */
export interface Share {
  hits: number;
  trials: number;
}

/** A difference of two shares with the ends of its interval, each −1 to 1. */
export interface Difference extends Interval {
  value: number;
}

/**
 * Difference of two independent shares, a − b, with Newcombe's 95 % interval from their Wilson scores (R. G. Newcombe,
 * 1998, method 10): low = d − √((a − lₐ)² + (u_b − b)²), high = d + √((uₐ − a)² + (b − l_b)²). Undefined where either
 * has no trials.
 */
export function newcombe(a: Share, b: Share): Difference | undefined {
  const [ofA, ofB] = [wilson(a.hits, a.trials), wilson(b.hits, b.trials)];
  if (!ofA || !ofB) return undefined;
  const [shareA, shareB] = [a.hits / a.trials, b.hits / b.trials];
  const value = shareA - shareB;
  return {
    value,
    low: value - Math.hypot(shareA - ofA.low, ofB.high - shareB),
    high: value + Math.hypot(ofA.high - shareA, shareB - ofB.low),
  };
}

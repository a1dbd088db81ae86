import { fasterShare, isClear } from './faster';
import type { MatchedStratum } from './strata';
import type { Estimate } from './matched-delta';

export type Verdict = 'faster' | 'slower' | 'no difference shown' | 'too short a time' | 'not comparable';

/** Less of the baseline's traffic than this in common strata says nothing of its whole, 0 to 1. */
export const LEAST_COVERAGE = 0.5;

/** Strata that point one way have to carry this much weight before they count as disagreeing, 0 to 1. */
const TELLING_WEIGHT = 0.1;

/** Differences under this share of the baseline's value have no sign: sketches are no finer. */
const SIGN_FROM = 0.005;

/**
 * The verdict of a matched delta (candidate − baseline): faster or slower where its interval excludes 0; not comparable
 * without a delta or with too little coverage; too short a time where it has no interval.
 */
export function verdictOf(delta: Estimate | undefined, coverage: number): Verdict {
  if (!delta || coverage < LEAST_COVERAGE) return 'not comparable';
  if (!delta.interval) return 'too short a time';
  if (delta.interval.high < 0) return 'faster';
  return delta.interval.low > 0 ? 'slower' : 'no difference shown';
}

/** Do the raw and the matched delta of a quantile point opposite ways? Both in ms, beside the baseline's value. */
export function signsDiffer(rawMs: number, matchedMs: number, baselineMs: number): boolean {
  const least = SIGN_FROM * baselineMs;
  return rawMs * matchedMs < 0 && Math.abs(rawMs) > least && Math.abs(matchedMs) > least;
}

/** Weight of the strata in which the candidate is clearly faster, and clearly slower, each 0 to 1. */
export function clearWeights(matched: readonly MatchedStratum[]): { faster: number; slower: number } {
  const weights = { faster: 0, slower: 0 };
  for (const stratum of matched) {
    const share = fasterShare(stratum.candidate, stratum.baseline);
    if (!isClear(share, stratum.baselineMeasured, stratum.candidateMeasured)) continue;
    weights[share > 0.5 ? 'faster' : 'slower'] += stratum.weight;
  }
  return weights;
}

/** Do strata clearly point both ways, each with weight that tells? */
export function strataDisagree({ faster, slower }: { faster: number; slower: number }): boolean {
  return Math.min(faster, slower) >= TELLING_WEIGHT;
}

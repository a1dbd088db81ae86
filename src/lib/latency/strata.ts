import { measuredIn, type LatencyBucket } from './buckets';
import type { Part } from './distribution';

/** What requests have to be alike in before their latencies are compared. */
export const MATCHES = ['model', 'region', 'output_band'] as const;
export type Match = (typeof MATCHES)[number];

/** Requests that are alike: a key that is not matched by, or that they do not have, is absent. */
export interface Stratum {
  model?: string;
  region?: string;
  /** Band b holds 2^b to 2^(b + 1) − 1 output tokens; −1 holds none. */
  outputBand?: number;
}

/** The latencies of a stratum on both routes. */
export interface StratumLatencies extends Stratum {
  baseline: LatencyBucket[];
  candidate: LatencyBucket[];
}

/** A stratum that both routes have enough of. */
export interface MatchedStratum extends StratumLatencies {
  baselineMeasured: number;
  candidateMeasured: number;
  /** Share of the baseline's requests in matched strata, 0 to 1. */
  weight: number;
}

/** Measured requests that a stratum needs on each route. */
export const LEAST_MEASURED = 20;

/** The matched strata, heaviest first, and the share of the baseline's measured requests that lie in them, 0 to 1. */
export function matchStrata(strata: readonly StratumLatencies[]): {
  matched: MatchedStratum[];
  coverage: number;
} {
  const counted = strata.map((stratum) => ({
    ...stratum,
    baselineMeasured: measuredIn(stratum.baseline),
    candidateMeasured: measuredIn(stratum.candidate),
  }));
  const enough = counted.filter(
    (one) => one.baselineMeasured >= LEAST_MEASURED && one.candidateMeasured >= LEAST_MEASURED,
  );
  const all = sumOf(counted);
  const within = sumOf(enough);
  return {
    matched: enough
      .map((one) => ({ ...one, weight: one.baselineMeasured / within }))
      .sort((a, b) => b.weight - a.weight),
    coverage: all === 0 ? 0 : within / all,
  };
}

function sumOf(strata: { baselineMeasured: number }[]): number {
  return strata.reduce((sum, { baselineMeasured }) => sum + baselineMeasured, 0);
}

/** A route's side of matched strata as parts of one distribution: each stratum counts as much as in the baseline. */
export function partsOf(matched: readonly MatchedStratum[], side: 'baseline' | 'candidate'): Part[] {
  return matched.map((stratum) => ({
    buckets: stratum[side],
    measured: side === 'baseline' ? stratum.baselineMeasured : stratum.candidateMeasured,
    weight: stratum.weight,
  }));
}

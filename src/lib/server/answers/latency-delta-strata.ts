import { measuredIn } from '$lib/latency/buckets';
import { distributionOf, quantileOf } from '$lib/latency/distribution';
import { fasterShare } from '$lib/latency/faster';
import { told } from '$lib/latency/resolution';
import type { Match, MatchedStratum, Stratum, StratumLatencies } from '$lib/latency/strata';
import type { StratumRow } from './latency-delta-answer';

/**
 * Matched strata, heaviest first, then those that one of the routes has too little of, most requests first. Deltas finer
 * than the resolution are null, and so is the share of faster requests where the median's is.
 */
export function stratumRows(
  strata: StratumLatencies[],
  matched: MatchedStratum[],
  match: Match[],
  resolutionMs: number,
): StratumRow[] {
  const known = new Set(matched.map(({ baseline }) => baseline));
  const others = strata
    .filter(({ baseline }) => !known.has(baseline))
    .map((stratum) => unmatchedRow(stratum, match));
  others.sort(
    (a, b) => b.baseline_measured + b.candidate_measured - a.baseline_measured - a.candidate_measured,
  );
  return [...matched.map((stratum) => matchedRow(stratum, match, resolutionMs)), ...others];
}

function matchedRow(stratum: MatchedStratum, match: Match[], resolutionMs: number): StratumRow {
  const quantile = (side: 'baseline' | 'candidate', at: number): number =>
    quantileOf(
      distributionOf([{ buckets: stratum[side], measured: measuredIn(stratum[side]), weight: 1 }]),
      at,
    );
  const delta = (at: number): number | null =>
    told(quantile('candidate', at) - quantile('baseline', at), resolutionMs);
  const p50 = delta(0.5);
  return {
    ...keysOf(stratum, match),
    baseline_measured: stratum.baselineMeasured,
    candidate_measured: stratum.candidateMeasured,
    matched: true,
    weight_pct: stratum.weight * 100,
    p50,
    p95: delta(0.95),
    faster_probability: p50 === null ? null : fasterShare(stratum.candidate, stratum.baseline),
  };
}

function unmatchedRow(stratum: StratumLatencies, match: Match[]): StratumRow {
  return {
    ...keysOf(stratum, match),
    baseline_measured: measuredIn(stratum.baseline),
    candidate_measured: measuredIn(stratum.candidate),
    matched: false,
    weight_pct: null,
    p50: null,
    p95: null,
    faster_probability: null,
  };
}

function keysOf({ model, region, outputBand }: Stratum, match: Match[]): Partial<StratumRow> {
  return {
    ...(match.includes('model') ? { model: model ?? null } : {}),
    ...(match.includes('region') ? { region: region ?? null } : {}),
    ...(match.includes('output_band') ? band(outputBand ?? -1) : {}),
  };
}

function band(outputBand: number): Pick<StratumRow, 'output_from' | 'output_to'> {
  return outputBand < 0
    ? { output_from: 0, output_to: 0 }
    : { output_from: 2 ** outputBand, output_to: 2 ** (outputBand + 1) - 1 };
}

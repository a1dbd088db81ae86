import type { Verdict } from '$lib/latency/delta-verdict';
import type { Match } from '$lib/latency/strata';
import type { LatencyMetric } from '$lib/server/store/latencies';

/** Candidate − baseline in milliseconds, raw and like for like (api.md "Latency, errors"). */
export interface LatencyDeltaAnswer {
  baseline: string;
  candidate: string;
  metric: LatencyMetric;
  match: Match[];
  /** All traffic of either route, whatever it is made of; null where one has nothing measured, or where it is finer than what a source records. */
  raw: Record<DeltaQuantile, number | null>;
  /** Over strata that both routes have; null where there is none, or where it is finer than what a source records. */
  matched: Record<DeltaQuantile, QuantileFigures | null>;
  /** Share of the baseline's measured requests in the matched strata. */
  coverage_pct: number;
  /** Matched strata, and all that the baseline has. */
  strata: number;
  baseline_strata: number;
  /** Days on which either route has matched requests. */
  days: number;
  /** What the interval is drawn over. */
  blocks: { unit: 'day' | 'hour'; baseline: number; candidate: number };
  /** P(candidate < baseline) + ½ P(equal), 0 to 1; null where matched p50 is. */
  faster_probability: EstimateFigures | null;
  verdict: Verdict;
  /** The quantile that the verdict is of. */
  verdict_of: 'p95';
  why: string;
  warnings: DeltaWarning[];
  /** The coarser resolution of the two routes' sources. */
  resolution_ms: number;
  measured: { baseline: number; candidate: number };
  rows: StratumRow[];
}

export type DeltaQuantile = 'p50' | 'p95' | 'p99';

/** A figure and its 95 % interval: null where either route has measured requests in fewer than five blocks. */
export interface EstimateFigures {
  value: number;
  low: number | null;
  high: number | null;
}

export interface QuantileFigures extends EstimateFigures {
  baseline: number;
  candidate: number;
}

export interface DeltaWarning {
  kind: 'raw-and-matched-differ' | 'strata-disagree';
  text: string;
}

/** A stratum with its own delta; figures are null where a route has too few requests in it, or where they are finer than what a source records. */
export interface StratumRow {
  model?: string | null;
  region?: string | null;
  /** The least and the most output tokens of its band. */
  output_from?: number | null;
  output_to?: number | null;
  baseline_measured: number;
  candidate_measured: number;
  matched: boolean;
  weight_pct: number | null;
  p50: number | null;
  p95: number | null;
  faster_probability: number | null;
}

import type { Verdict } from '$lib/latency/delta-verdict';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { Filters } from '$lib/usage/filters';
import { latencyDelta } from './latency-delta';
import type { QuantileFigures } from './latency-delta-answer';
import { latencyPair } from './latency-pair';

/** The latency of the compared routes in one figure, for where the page about it is only linked to. */
export interface LatencyHeadline {
  metric: LatencyMetric;
  /** Names of the routes. */
  baseline: string;
  candidate: string;
  /** Candidate − baseline at p95 in milliseconds, like for like; null where not comparable. */
  p95: QuantileFigures | null;
  coverage_pct: number;
  verdict: Verdict;
  why: string;
}

/** The matched delta of time to first token; of duration where the routes do not both measure the former. */
export async function latencyHeadline(
  filters: Filters,
  query = new URLSearchParams(),
): Promise<LatencyHeadline> {
  const ttft = await headlineOf(filters, query, 'ttft');
  return ttft.measured ? ttft.headline : (await headlineOf(filters, query, 'duration')).headline;
}

async function headlineOf(
  filters: Filters,
  query: URLSearchParams,
  metric: LatencyMetric,
): Promise<{ headline: LatencyHeadline; measured: boolean }> {
  const pair = await latencyPair(query, filters, metric);
  const { matched, coverage_pct, verdict, why, measured } = await latencyDelta(filters, pair, metric);
  const p95 = verdict === 'not comparable' ? null : matched.p95;
  const names = { baseline: pair.baseline.name, candidate: pair.candidate.name };
  return {
    headline: { metric, ...names, p95, coverage_pct, verdict, why },
    measured: measured.baseline > 0 && measured.candidate > 0,
  };
}

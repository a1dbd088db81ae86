import { app } from '$lib/server/app';
import type { LatencyGroup, LatencyKey, LatencyMetric, LatencyRequest } from '$lib/server/store/latencies';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import { canonicalIds } from './reported-names';
import { toScope } from './scope';

/** Percentiles per group, in milliseconds (api.md "Latency"). Figures of groups with nothing measured are null. */
export interface LatencyAnswer {
  metric: LatencyMetric;
  budget_ms: number;
  rows: LatencyRow[];
}

export interface LatencyRow {
  route?: string;
  /** Canonical id, else the name as reported. */
  model?: string;
  region?: string | null;
  day?: string;
  attempts: number;
  measured: number;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  mean: number | null;
  under_budget_pct: number | null;
  resolution_ms: number;
  method: 'exact' | 'sketch';
}

const PERCENTILES: readonly number[] = [0.5, 0.9, 0.95, 0.99];

/** Percentiles of measured, successful requests by the keys asked for. */
export async function latency(
  filters: Filters,
  by: LatencyKey[],
  metric: LatencyMetric,
  budgetMs: number,
): Promise<LatencyAnswer> {
  const groups = await measure(filters, { by, metric, quantiles: [...PERCENTILES], budgetMs });
  return { metric, budget_ms: budgetMs, rows: groups.map((group) => latencyRow(group, by)) };
}

/** Percentiles per route, and the distributions that they are points of. */
export interface LatencyDistribution extends LatencyAnswer {
  /** 0 to 1. */
  quantiles: number[];
  /** Milliseconds at each quantile, within 1 %; routes with nothing measured are left out. */
  curves: { route: string; measured: number; ms: number[] }[];
}

/** Hundredths; the ends stand in from the outermost values, which are often a single stray. */
const CURVE = Array.from({ length: 101 }, (_, i) => Math.min(0.999, Math.max(0.001, i / 100)));

/** Percentiles, and the points of a cumulative distribution chart. */
export async function latencyDistribution(
  filters: Filters,
  metric: LatencyMetric,
  budgetMs: number,
): Promise<LatencyDistribution> {
  const { store } = await app();
  const scope = await toScope(filters);
  const [answer, curves] = await Promise.all([
    latency(filters, ['route'], metric, budgetMs),
    kept(`latency curves ${JSON.stringify([scope, metric])}`, () =>
      store.latencyCurves(scope, { metric, quantiles: CURVE }),
    ),
  ]);
  const points = curves.map(({ route, measured, quantilesMs }) => ({ route, measured, ms: quantilesMs }));
  return { ...answer, quantiles: CURVE, curves: points };
}

async function measure(filters: Filters, request: LatencyRequest): Promise<LatencyGroup[]> {
  const { store } = await app();
  const scope = await toScope(filters);
  return kept(`latency ${JSON.stringify([scope, request])}`, async () =>
    store.latency(scope, { ...request, modelIds: await canonicalIds(scope.sample) }),
  );
}

function latencyRow(group: LatencyGroup, by: LatencyKey[]): LatencyRow {
  const known = group.measured > 0;
  const at = (quantile: number): number | null =>
    known ? (group.quantilesMs[PERCENTILES.indexOf(quantile)] ?? null) : null;
  return {
    ...Object.fromEntries(by.map((key) => [key, group.keys[key] ?? null])),
    attempts: group.attempts,
    measured: group.measured,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    mean: known ? group.meanMs : null,
    under_budget_pct: known ? group.underBudget * 100 : null,
    resolution_ms: group.resolutionMs,
    method: group.method,
  };
}

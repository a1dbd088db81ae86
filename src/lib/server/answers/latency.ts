import { app } from '$lib/server/app';
import type { LatencyGroup, LatencyKey, LatencyMetric, LatencyRequest } from '$lib/server/store/store';
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

export const PERCENTILES = [0.5, 0.9, 0.95, 0.99] as const;

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

/** Cumulative distributions per group: the value in milliseconds at each quantile. */
export interface LatencyCurves {
  metric: LatencyMetric;
  /** 0 to 1. */
  quantiles: number[];
  curves: { keys: LatencyGroup['keys']; measured: number; ms: number[]; method: 'exact' | 'sketch' }[];
}

const CURVE = Array.from({ length: 101 }, (_, i) => Math.min(0.999, Math.max(0.001, i / 100)));

/** The points of a cumulative distribution chart, by the keys asked for; groups with nothing measured are left out. */
export async function latencyCurves(
  filters: Filters,
  by: LatencyKey[],
  metric: LatencyMetric,
): Promise<LatencyCurves> {
  const groups = await measure(filters, { by, metric, quantiles: CURVE, budgetMs: 0 });
  const curves = groups
    .filter((group) => group.measured > 0)
    .map(({ keys, measured, quantilesMs, method }) => ({ keys, measured, ms: quantilesMs, method }));
  return { metric, quantiles: CURVE, curves };
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
  const at = (index: number): number | null => (known ? (group.quantilesMs[index] ?? null) : null);
  return {
    ...Object.fromEntries(by.map((key) => [key, group.keys[key] ?? null])),
    attempts: group.attempts,
    measured: group.measured,
    p50: at(0),
    p90: at(1),
    p95: at(2),
    p99: at(3),
    mean: known ? group.meanMs : null,
    under_budget_pct: known ? group.underBudget * 100 : null,
    resolution_ms: group.resolutionMs,
    method: group.method,
  };
}

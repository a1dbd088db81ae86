import { app } from '$lib/server/app';
import type { OverheadGroup, OverheadKey } from '$lib/server/store/gateways';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import { canonicalIds } from './reported-names';
import { toScope } from './scope';

/** What gateways themselves add to requests, in milliseconds: duration − what the provider behind them took. */
export interface OverheadAnswer {
  budget_ms: number;
  /** Groups whose sources log both times; empty where none does. */
  rows: OverheadRow[];
}

export interface OverheadRow {
  route?: string | null;
  /** Canonical id, else the name as reported. */
  model?: string | null;
  measured: number;
  /** Requests whose provider took longer than the whole: in no figure. */
  impossible: number;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  mean: number | null;
  under_budget_pct: number | null;
  method: 'exact' | 'sketch';
}

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 };

/** Percentiles of what gateways add, of successful requests whose source logs the duration and the upstream time. */
export async function overhead(
  filters: Filters,
  by: OverheadKey[],
  budgetMs: number,
): Promise<OverheadAnswer> {
  const { store } = await app();
  const scope = await toScope(filters);
  const request = { by, quantiles: Object.values(QUANTILES), budgetMs };
  const groups = await kept(`overheads ${JSON.stringify([scope, request])}`, async () =>
    store.overheads(scope, { ...request, modelIds: await canonicalIds(scope.sample) }),
  );
  return { budget_ms: budgetMs, rows: groups.map((group) => rowOf(group, by)) };
}

function rowOf(group: OverheadGroup, by: OverheadKey[]): OverheadRow {
  const [p50 = null, p90 = null, p95 = null, p99 = null] = group.quantilesMs;
  const known = group.measured > 0;
  return {
    ...Object.fromEntries(by.map((key) => [key, group.keys[key] ?? null])),
    measured: group.measured,
    impossible: group.impossible,
    ...{ p50, p90, p95, p99 },
    mean: known ? group.meanMs : null,
    under_budget_pct: known ? group.underBudget * 100 : null,
    method: group.method,
  };
}

import { app } from '$lib/server/app';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import { toScope } from './scope';

/** Percentiles by route and hour of the day, in milliseconds; hours (UTC) in which nothing was measured are left out. */
export interface LatencyHoursAnswer {
  metric: LatencyMetric;
  rows: LatencyHourRow[];
}

export interface LatencyHourRow {
  route: string;
  /** 0 to 23, UTC. */
  hour: number;
  measured: number;
  p50: number | null;
  p95: number | null;
  method: 'exact' | 'sketch';
}

const QUANTILES = [0.5, 0.95];

/** How latency goes with the time of day. */
export async function latencyHours(filters: Filters, metric: LatencyMetric): Promise<LatencyHoursAnswer> {
  const { store } = await app();
  const scope = await toScope(filters);
  const hours = await kept(`latency hours ${JSON.stringify([scope, metric])}`, () =>
    store.latencyHours(scope, { metric, quantiles: QUANTILES }),
  );
  return {
    metric,
    rows: hours.map(({ quantilesMs, ...keys }) => ({
      ...keys,
      p50: quantilesMs[0] ?? null,
      p95: quantilesMs[1] ?? null,
    })),
  };
}

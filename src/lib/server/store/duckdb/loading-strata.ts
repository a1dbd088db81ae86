import type { Transaction } from './engine';
import { latencyCellsOfRecords } from './latency-cells';
import rollupStrata from './queries/rollup-strata.sql?raw';
import { number } from './rows';

/** So many latencies are read from records for one question; beyond, they are kept summed by stratum. */
const MOST_FROM_RECORDS = 1_000_000;

/** Tables of kept strata: they have the upload as a key. */
export const STRATA_TABLES = ['latency_stratum', 'latency_stratum_upload'];

/** Sums the latencies of uploads by day and stratum, once those not summed yet are too many to read for every question. */
export async function rollUpStrata(run: Transaction, exactUpTo: number): Promise<void> {
  const left = await run(`
    SELECT upload, sum(measured_duration)::BIGINT AS duration, sum(measured_ttft)::BIGINT AS ttft
    FROM usage_day
    WHERE upload NOT IN (SELECT upload FROM latency_stratum_upload)
    GROUP BY upload ORDER BY upload`);
  const sum = (metric: string): number => left.reduce((total, row) => total + number(row, metric), 0);
  if (Math.max(sum('duration'), sum('ttft')) <= Math.min(exactUpTo, MOST_FROM_RECORDS)) return;
  for (const row of left) {
    const upload = number(row, 'upload');
    for (const metric of ['duration', 'ttft'] as const) {
      if (number(row, metric) === 0) continue;
      const cells = latencyCellsOfRecords(metric, 'day', 'u.upload = $upload');
      await run(rollupStrata.replace('/*cells*/', cells), { upload, metric });
    }
    await run('INSERT INTO latency_stratum_upload VALUES ($upload)', { upload });
  }
}

import type { Engine, Transaction } from './engine';
import type { Due } from './follow-up';
import { latencyCellsOfRecords } from './latency-cells';
import rollupStrata from './queries/rollup-strata.sql?raw';
import strataDue from './queries/strata-due.sql?raw';
import { number } from './rows';

/** So many latencies are read from records for one question; beyond, they are kept summed by stratum. */
const MOST_FROM_RECORDS = 50_000;

/** Tables of kept strata: they have the upload as a key. */
export const STRATA_TABLES = ['latency_stratum', 'latency_stratum_upload'];

/**
 * Sums the latencies of uploads by day and stratum, once those not summed yet are too many to read for every question.
 * It follows the load: until it is done, records are read.
 */
export const LATENCY_STRATA: Due = {
  isDue: async (engine) => {
    const left = await engine.askKept(strataDue);
    const sum = (metric: string): number => left.reduce((total, row) => total + number(row, metric), 0);
    return Math.max(sum('duration'), sum('ttft')) > mostFromRecords(engine);
  },
  make: async (run) => {
    for (const row of await run(strataDue)) {
      const upload = number(row, 'upload');
      for (const metric of ['duration', 'ttft'] as const)
        if (number(row, metric) > 0) await sumStrata(run, upload, metric);
      await run('INSERT INTO latency_stratum_upload VALUES ($upload)', { upload });
    }
  },
};

function mostFromRecords({ exactUpTo }: Engine): number {
  return Math.min(exactUpTo, MOST_FROM_RECORDS);
}

async function sumStrata(run: Transaction, upload: number, metric: 'duration' | 'ttft'): Promise<void> {
  const cells = latencyCellsOfRecords(metric, 'day', 'u.upload = $upload');
  await run(rollupStrata.replace('/*cells*/', cells), { upload, metric });
}

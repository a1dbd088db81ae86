import type { Transaction } from './engine';
import cellsOfRecords from './queries/cells-of-records.sql?raw';
import rollupLatencies from './queries/rollup-latencies.sql?raw';
import { number } from './rows';

const DAYS = `INSERT INTO usage_day BY NAME ${cellsOfRecords.replace('/*keys*/', '').replace('/*scope*/', 'u.upload = $upload')}`;

/** Sums a new upload's records by day. */
export async function rollUpDays(run: Transaction, upload: number): Promise<void> {
  await run(DAYS, { upload });
}

/**
 * Makes the latency sketches that are missing, once there are more latencies than are ever sorted: before, no question
 * needs them.
 */
export async function rollUpLatencies(run: Transaction, exactUpTo: number): Promise<void> {
  const [sums] = await run(
    'SELECT coalesce(greatest(sum(measured_duration), sum(measured_ttft)), 0)::BIGINT AS measured FROM usage_day',
  );
  if (!sums || number(sums, 'measured') <= exactUpTo) return;
  for (const row of await run('SELECT seq FROM upload WHERE NOT sketched')) {
    const upload = number(row, 'seq');
    for (const metric of ['duration', 'ttft']) await run(rollupLatencies, { upload, metric });
  }
  await run('UPDATE upload SET sketched = true WHERE NOT sketched');
}

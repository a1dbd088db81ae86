import type { Transaction } from './engine';
import { cellsOfRecords } from './cells-sql';
import daysOfHours from './queries/days-of-hours.sql?raw';
import rollupLatencies from './queries/rollup-latencies.sql?raw';
import { number } from './rows';

/** The sums that are kept beside the records. */
export const ROLLUPS = ['usage_hour', 'usage_day', 'usage_day_label'];

const OF_UPLOAD = 'u.upload = $upload';
const HOURS = `INSERT INTO usage_hour BY NAME ${cellsOfRecords('hour', [], OF_UPLOAD)}`;
const LABELLED_DAYS = `INSERT INTO usage_day_label BY NAME ${cellsOfRecords('day', ['feature', 'region', 'project'], OF_UPLOAD)}`;

/** Sums a new upload's records by hour, by day, and by day and label. */
export async function rollUpUsage(run: Transaction, upload: number): Promise<void> {
  for (const sql of [HOURS, daysOfHours, LABELLED_DAYS]) await run(sql, { upload });
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

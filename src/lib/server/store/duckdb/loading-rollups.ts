import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Transaction } from './engine';
import { cellsOfRecords } from './cells-sql';
import daysOfHours from './queries/days-of-hours.sql?raw';
import rollupLatencies from './queries/rollup-latencies.sql?raw';
import type { Row } from './rows';
import { number, optionalNumber } from './rows';

/** The sums that are kept beside the records. */
export const ROLLUPS = ['usage_hour', 'usage_day', 'usage_day_label'];

const OF_UPLOAD = 'u.upload = $upload';
const LABELS = ['feature', 'region', 'project'] as const;
const HOURS = `INSERT INTO usage_hour BY NAME ${cellsOfRecords('hour', [], OF_UPLOAD)}`;
const LABELLED_DAYS = `INSERT INTO usage_day_label BY NAME ${cellsOfRecords('day', LABELS, OF_UPLOAD)}`;

/** Columns of records that rollups tell apart, and those that they add up. */
const KEYS = ['route', 'provider', 'model', 'tier', 'prompt_over', 'charged_currency', 'outcome', ...LABELS];
const SUMS = [...TOKEN_CLASSES, 'reasoning', 'charged'];

/** Of each key the one id that all records of an upload have, else NULL; of each sum whether all of it is 0 or absent. */
const SAME = `SELECT ${[
  ...KEYS.map(
    (key) => `CASE WHEN min(${key}) = max(${key}) AND count(${key}) = count(*) THEN min(${key}) END`,
  ),
  ...SUMS.map((sum) => `coalesce(min(${sum}), 0) = 0 AND coalesce(max(${sum}), 0) = 0`),
]
  .map((sql, index) => `${sql} AS ${[...KEYS, ...SUMS][index]}`)
  .join(', ')} FROM usage WHERE upload = $upload`;

/** Sums a new upload's records by hour, by day, and by day and label. */
export async function rollUpUsage(run: Transaction, upload: number): Promise<void> {
  const [same = {}] = await run(SAME, { upload });
  for (const sql of [withConstants(HOURS, same), daysOfHours, withConstants(LABELLED_DAYS, same)])
    await run(sql, { upload });
}

/** Constants for what is the same in all records: few columns of a file vary, and each that is summed costs as much. */
function withConstants(sql: string, same: Row): string {
  const sums = SUMS.filter((name) => same[name] === true);
  const summed = sums.reduce((text, name) => text.replace(`sum(u.${name})`, '0'), sql);
  return KEYS.reduce((text, name) => {
    const id = optionalNumber(same, name);
    return id === undefined ? text : text.replace(new RegExp(`u\\."?${name}"?,`), `${id} AS ${name},`);
  }, summed);
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

import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Transaction } from './engine';
import { cellsOfRecords } from './cells-sql';
import { recordsInParts } from './loading-parts';
import daysOfHours from './queries/days-of-hours.sql?raw';
import type { Row } from './rows';
import { optionalNumber } from './rows';

/** The sums that are kept beside the records. */
export const ROLLUPS = ['usage_hour', 'usage_day', 'usage_day_label'];

const OF_UPLOAD = 'u.upload = $upload';
const LABELS = ['feature', 'region', 'project'] as const;
const hoursOf = (records: string): string =>
  `INSERT INTO usage_hour BY NAME ${cellsOfRecords('hour', [], OF_UPLOAD, '', records)}`;
const labelledDaysOf = (records: string): string =>
  `INSERT INTO usage_day_label BY NAME ${cellsOfRecords('day', LABELS, OF_UPLOAD, '', records)}`;

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
  .join(', ')} FROM`;

/** Sums a new upload's records by hour, by day, and by day and label. */
export async function rollUpUsage(run: Transaction, upload: number): Promise<void> {
  const records = await recordsInParts(run, upload);
  const [same = {}] = await run(`${SAME} ${records}`, { upload });
  const [hours, labelledDays] = [hoursOf(records), labelledDaysOf(records)];
  for (const sql of [withConstants(hours, same), daysOfHours, withConstants(labelledDays, same)])
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

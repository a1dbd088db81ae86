import type { Format } from '$lib/formats/format';
import type { Issue } from '$lib/usage/filters';
import type { PlainFile } from '../store';
import type { Engine, Transaction } from './engine';
import { withoutIgnored } from './loading-ignored';
import { readPlainFile } from './loading-source';
import { fieldPlace, type Reading } from './loading-text';
import { instant, isZoneless } from './loading-times';

/** So many of the first rows are looked at for whether times name their zone. */
const FIRST = 1000;

/** Refuses a format whose time zone the engine does not know: its times could not be read. */
export async function zoneIssues(engine: Engine, format: Format): Promise<Issue[]> {
  if (format.zone === 'UTC') return [];
  const found = await engine.ask('SELECT 1 AS found FROM pg_timezone_names() WHERE name = $zone LIMIT 1', {
    zone: format.zone,
  });
  if (found.length > 0) return [];
  return [
    {
      where: `format ${format.id}, zone`,
      message: `unknown time zone: ${format.zone}. Use a name such as Asia/Shanghai or UTC`,
    },
  ];
}

/** Is the time of a row without a zone? SQL over the layers of recordLayers. */
export function zoneless({ format, texts }: Reading): string {
  if (texts.starts_at === undefined) return 'false';
  return `(n_starts_at IS NOT NULL AND ${isZoneless('t_starts_at', format.fields.starts_at?.unit)})`;
}

/** Says in which zone times are read that name none. */
export function zoneRead({ format }: Reading): Issue {
  const where = `column ${fieldPlace(format, 'starts_at')}`;
  return { where, message: `times without a zone are read as ${format.zone}` };
}

/** The same where times among the first rows of a file name none. */
export async function zoneReadIssues(run: Transaction, file: PlainFile, reading: Reading): Promise<Issue[]> {
  const time = reading.texts.starts_at;
  const { fields, zone } = reading.format;
  const unnamed = isZoneless('t', fields.starts_at?.unit);
  if (time === undefined || unnamed === 'false') return [];
  const first = `SELECT ${time} AS t FROM (${withoutIgnored(reading, readPlainFile(file, true))} LIMIT ${FIRST})`;
  const found = `${unnamed} AND ${instant('t', fields.starts_at?.unit, zone)} IS NOT NULL`;
  const [row] = await run(`SELECT 1 AS found FROM (${first}) WHERE ${found} LIMIT 1`);
  return row ? [zoneRead(reading)] : [];
}

import type { Concurrency } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import changesQuery from './queries/conversation-changes.sql?raw';
import peaksQuery from './queries/conversation-peaks.sql?raw';
import { number, type Row } from './rows';
import { conversationRowsSql, scopeSql } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;
/** So many openings are put in order to the microsecond; beyond, whole minutes are looked at. */
const MOST_EXACT = 100_000;

/** Moments of changes as SQL, and how many of them a day and a millisecond have. */
const MICROSECONDS = { moment: 'moment', units: 86_400_000_000, perMs: 1000 };
const MINUTES = { moment: `moment // ${MICROS_PER_MINUTE} + 1`, units: 1440, perMs: 1 / 60_000 };

/** How many conversations are open at one time: the most of each day, and of all. */
export async function conversationConcurrency(
  engine: Engine,
  scope: Scope,
  timeoutMinutes: number,
): Promise<Concurrency> {
  const { where, parameters } = scopeSql(scope, 'first_at');
  const bound = { ...parameters, timeout: timeoutMinutes * MICROS_PER_MINUTE };
  const [openings] = await engine.read(
    `SELECT
       (SELECT count(*) FROM conversation AS u WHERE ${where})
       + (SELECT count(*) FROM conversation_gap WHERE micros > $timeout::BIGINT) AS openings`,
    bound,
  );
  const exact = openings !== undefined && number(openings, 'openings') <= MOST_EXACT;
  const { moment, units, perMs } = exact ? MICROSECONDS : MINUTES;
  const changes = changesQuery
    .replace('/*scope*/', where)
    .replace('/*scope of pauses*/', conversationRowsSql(scope).where);
  const sql = peaksQuery.replace('/*changes*/', changes).replace('/*moment*/', moment);
  return { ...peaksOf(await engine.read(sql, { ...bound, units }), perMs), exact };
}

/** A day begins with what the day before it ended with; one without any change has no row. */
function peaksOf(rows: Row[], perMs: number): Omit<Concurrency, 'exact'> {
  const days: Concurrency['days'] = [];
  let [open, most, atMs] = [0, 0, undefined as number | undefined];
  for (const row of rows) {
    const [day, peak] = [number(row, 'day'), number(row, 'peak')];
    const last = days.at(-1)?.day ?? day;
    for (let quiet = last + 1; quiet < day; quiet += 1) days.push({ day: quiet, peak: open });
    days.push({ day, peak: Math.max(peak, open) });
    if (peak > most) [most, atMs] = [peak, number(row, 'moment') / perMs];
    open += number(row, 'net');
  }
  return { peak: most, ...(atMs === undefined ? {} : { atMs }), days };
}

import { peaksOf } from '$lib/conversations/concurrency';
import type { Concurrency } from '../conversations';
import type { Scope } from '../store';
import type { Engine, Parameters } from './engine';
import changesQuery from './queries/conversation-changes.sql?raw';
import minutesQuery from './queries/conversation-minutes.sql?raw';
import { number, type Row } from './rows';
import { scopeSql } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;
/** So many openings are put in order to the microsecond; beyond, whole minutes are looked at. */
const MOST_EXACT = 100_000;

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
  const changes = changesQuery.replace('/*scope*/', where);
  if (openings !== undefined && number(openings, 'openings') <= MOST_EXACT)
    return exactPeaks(engine, changes, bound);
  return peaksOfMinutes(await engine.read(minutesQuery.replace('/*changes*/', changes), bound));
}

/** Each opening has a closing, so that there are at most twice as many changes. */
async function exactPeaks(engine: Engine, changes: string, bound: Parameters): Promise<Concurrency> {
  const sql = `SELECT (moment * 2 + (change = 1)::INTEGER)::DOUBLE AS change FROM (${changes}) ORDER BY 1`;
  const columns = await engine.readColumns(sql, bound, 2 * MOST_EXACT);
  const { peak, atUs, days } = peaksOf(columns.length, columns.number('change'));
  return { peak, ...(atUs === undefined ? {} : { atMs: atUs / 1000 }), days, exact: true };
}

/** A day without any change has what the day before it ended with. */
function peaksOfMinutes(rows: Row[]): Concurrency {
  const [first] = rows;
  const days: Concurrency['days'] = [];
  let open = 0;
  for (const row of rows) {
    const day = number(row, 'day');
    const last = days.at(-1)?.day ?? day;
    for (let quiet = last + 1; quiet < day; quiet += 1) days.push({ day: quiet, peak: open });
    days.push({ day, peak: Math.max(number(row, 'peak'), open) });
    open += number(row, 'net');
  }
  return {
    peak: days.reduce((most, { peak }) => Math.max(most, peak), 0),
    ...(first ? { atMs: number(first, 'moment') / 1000 } : {}),
    days,
    exact: false,
  };
}

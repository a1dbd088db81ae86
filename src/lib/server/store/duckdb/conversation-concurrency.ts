import type { Concurrency } from '../conversations';
import type { Scope } from '../store';
import type { Engine } from './engine';
import concurrencyQuery from './queries/conversation-concurrency.sql?raw';
import { number, type Row } from './rows';
import { scopeSql } from './scope-sql';

const MICROS_PER_MINUTE = 60_000_000;
/** So many openings are put in order to the microsecond; beyond, whole minutes are looked at. */
const MOST_EXACT = 100_000;
const AT_MINUTES = `(moment // ${MICROS_PER_MINUTE} + 1) * ${MICROS_PER_MINUTE}`;

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
  const sql = concurrencyQuery.replace('/*scope*/', where).replace('/*mark*/', exact ? 'moment' : AT_MINUTES);
  return peaksOf(await engine.read(sql, bound), exact);
}

/** A day without any change has what the day before it ended with. */
function peaksOf(rows: Row[], exact: boolean): Concurrency {
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
    exact,
  };
}

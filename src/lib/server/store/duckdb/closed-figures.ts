import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import type { Closed } from '../closed';
import { MonthsClosed } from '../store';
import { cellsInParts } from './day-parts-sql';
import type { Transaction } from './engine';
import type { Parameters } from './parameters';
import figuresOfMonths from './queries/figures-of-months.sql?raw';
import { number, text, type Row } from './rows';

const FIGURES = figuresOfMonths.trim().replace(/;$/, '');

/** A relation with a month and a day, of which no row may change. */
interface Kept {
  name: string;
  sql: string;
  parameters: Parameters;
}

/**
 * Runs a task inside its transaction and throws MonthsClosed, so that it is rolled back, where one's own usage or
 * charges of closed months are other ones after it, or the earlier ones that used up the same credit lots, or where
 * usage whose price depends on the time of day is of another part of its day.
 */
export async function keepingClosed<T>(
  run: Transaction,
  closed: Closed | undefined,
  task: () => Promise<T>,
): Promise<T> {
  if (!closed || closed.months.length === 0) return task();
  const kept = keptOf(closed);
  for (const { name, sql, parameters } of kept)
    await run(`CREATE OR REPLACE TEMP TABLE ${name}_before AS ${sql}`, parameters);
  const result = await task();
  for (const { name, sql, parameters } of kept)
    await run(`CREATE OR REPLACE TEMP TABLE ${name}_after AS ${sql}`, parameters);
  const changed = kept.map(
    ({ name }) =>
      `SELECT month, day FROM ((FROM ${name}_before EXCEPT FROM ${name}_after) UNION (FROM ${name}_after EXCEPT FROM ${name}_before))`,
  );
  const moved = await run(
    `SELECT month, (max(strftime(DATE '1970-01-01' + day, '%Y-%m')) < month)::INTEGER::DOUBLE AS by_lots
    FROM (${changed.join(' UNION ALL ')}) GROUP BY month ORDER BY month`,
  );
  const byLots = moved.filter((row) => number(row, 'by_lots') === 1);
  if (moved.length > 0) throw new MonthsClosed(monthsOf(moved), monthsOf(byLots));
  return result;
}

function keptOf({ months, dayParts }: Closed): Kept[] {
  const asked = { months: [...months] };
  const figures = { name: 'closed', sql: FIGURES, parameters: asked };
  if (dayParts.models.length === 0) return [figures];
  const { cells, parameters } = cellsInParts({ sample: false }, [], dayParts);
  const sums = TOKEN_CLASSES.map((name) => `sum(u.${name})::BIGINT AS ${name}`);
  const sql = `SELECT strftime(DATE '1970-01-01' + u.day, '%Y-%m') AS month, u.day, u.minute, u.route, u.provider, u.model, u.tier,
      u.prompt_over, u.charged_currency, ${sums.join(', ')}
    FROM ${cells} AS u
    WHERE strftime(DATE '1970-01-01' + u.day, '%Y-%m') IN (SELECT unnest($months::VARCHAR[]))
      AND u.model IN (SELECT id FROM label WHERE kind = 'model' AND name IN (SELECT unnest($windowed::VARCHAR[])))
    GROUP BY ALL`;
  return [figures, { name: 'closed_parts', sql, parameters: { ...parameters, ...asked } }];
}

function monthsOf(rows: Row[]): string[] {
  return rows.map((row) => text(row, 'month'));
}

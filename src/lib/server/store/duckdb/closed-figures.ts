import { MonthsClosed } from '../store';
import type { Transaction } from './engine';
import figuresOfMonths from './queries/figures-of-months.sql?raw';
import { number, text, type Row } from './rows';

const FIGURES = figuresOfMonths.trim().replace(/;$/, '');

/**
 * Runs a task inside its transaction and throws MonthsClosed, so that it is rolled back, where one's own usage or
 * charges of these months (YYYY-MM) are other ones after it, or the earlier ones that used up the same credit lots.
 */
export async function keepingClosed<T>(
  run: Transaction,
  months: readonly string[],
  task: () => Promise<T>,
): Promise<T> {
  if (months.length === 0) return task();
  const parameters = { months: [...months] };
  await run(`CREATE OR REPLACE TEMP TABLE closed_before AS ${FIGURES}`, parameters);
  const result = await task();
  await run(`CREATE OR REPLACE TEMP TABLE closed_after AS ${FIGURES}`, parameters);
  const moved = await run(
    `SELECT month, (max(strftime(DATE '1970-01-01' + day, '%Y-%m')) < month)::INTEGER::DOUBLE AS by_lots FROM (
      (FROM closed_before EXCEPT FROM closed_after) UNION (FROM closed_after EXCEPT FROM closed_before)
    ) GROUP BY month ORDER BY month`,
  );
  const byLots = moved.filter((row) => number(row, 'by_lots') === 1);
  if (moved.length > 0) throw new MonthsClosed(monthsOf(moved), monthsOf(byLots));
  return result;
}

function monthsOf(rows: Row[]): string[] {
  return rows.map((row) => text(row, 'month'));
}

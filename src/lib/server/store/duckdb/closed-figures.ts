import { MonthsClosed } from '../store';
import type { Transaction } from './engine';
import figuresOfMonths from './queries/figures-of-months.sql?raw';
import { text } from './rows';

const FIGURES = figuresOfMonths.trim().replace(/;$/, '');

/**
 * Runs a task inside its transaction and throws MonthsClosed, so that it is rolled back, where one's own usage or
 * charges of these months (YYYY-MM) are other ones after it.
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
    `SELECT DISTINCT month FROM (
      (FROM closed_before EXCEPT FROM closed_after) UNION (FROM closed_after EXCEPT FROM closed_before)
    ) ORDER BY month`,
  );
  if (moved.length > 0) throw new MonthsClosed(moved.map((row) => text(row, 'month')));
  return result;
}

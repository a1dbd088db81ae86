import type { Scope } from '../store';
import { cellsSql, isOfWholeDays } from './cells-sql';
import type { Engine } from './engine';
import { number } from './rows';

const MS_PER_DAY = 86_400_000;

/** The part of a scope that holds a page of its records, and how many newer ones that part holds. */
export interface PageScope {
  scope: Scope;
  offset: number;
}

/**
 * Narrows a scope to the days that hold a page of its records, newest first: sums by day tell which, so that the others
 * are not read. A scope that no sums tell apart stays as it is.
 */
export async function pageDays(
  engine: Engine,
  scope: Scope,
  offset: number,
  limit: number,
): Promise<PageScope> {
  if (!isOfWholeDays(scope) || scope.inConversation || scope.conversation !== undefined)
    return { scope, offset };
  const { cells, parameters } = cellsSql(scope);
  const days = await engine.read(
    `SELECT u.day, sum(u.records)::BIGINT AS records FROM ${cells} AS u GROUP BY u.day ORDER BY u.day DESC`,
    parameters,
  );
  let newer = 0;
  let within: { fromMs: number; toMs: number; offset: number } | undefined;
  for (const row of days) {
    if (newer >= offset + limit) break;
    const records = number(row, 'records');
    const fromMs = number(row, 'day') * MS_PER_DAY;
    if (within) within.fromMs = fromMs;
    else if (newer + records > offset) within = { fromMs, toMs: fromMs + MS_PER_DAY, offset: offset - newer };
    newer += records;
  }
  if (!within) return { scope, offset };
  return { scope: { ...scope, fromMs: within.fromMs, toMs: within.toMs }, offset: within.offset };
}

import { app } from '$lib/server/app';
import { closedMonths, type ClosedMonth } from '$lib/server/months/closed-month';
import { guardedWrite } from '$lib/server/months/guard';
import { groupBy } from '$lib/usage/group-by';
import type { CostedCell } from './costed-cells';
import { costedByEdit, type BooksEdit } from './edited-cells';
import { byMonth } from './monthly-effect';
import { ownFilters } from './own-filters';
import { sumFigures } from './spend-figures';

/**
 * Writes an edit of prices, aliases, rates or routes; throws ClosedMonthsKept, with nothing written, where it would
 * change a closed month. On a dry run gives those months, YYYY-MM, and writes nothing.
 */
export async function editBooks(
  edit: BooksEdit,
  dryRun: boolean,
  write: () => Promise<void>,
): Promise<string[]> {
  const { store } = await app();
  const moved = (months: ClosedMonth[]): Promise<ClosedMonth[]> => movedBy(edit, months);
  if (!dryRun) await guardedWrite(store, { moved, write });
  const closed = dryRun ? await closedMonths(store) : [];
  return closed.length > 0 ? (await moved(closed)).map(({ month }) => month) : [];
}

/** Closed months of which a figure would be another one, in what they were closed in. */
async function movedBy(edit: BooksEdit, months: ClosedMonth[]): Promise<ClosedMonth[]> {
  const moved: ClosedMonth[] = [];
  for (const alike of groupBy(months, ({ frozen }) => JSON.stringify(frozen.reckoning)).values()) {
    const [first] = alike;
    if (!first) continue;
    const costed = await costedByEdit(edit, ownFilters(first.frozen.reckoning));
    const [before, after] = [byMonth(costed.before), byMonth(costed.after)];
    moved.push(...alike.filter(({ month }) => figuresOf(before.get(month)) !== figuresOf(after.get(month))));
  }
  return moved.sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** All figures of a month by route and model, as text. */
function figuresOf(costed: CostedCell[] = []): string {
  const groups = groupBy(costed, ({ cell, list }) => `${cell.route}\0${list.model?.model ?? cell.model}`);
  return JSON.stringify([...groups].sort().map(([key, cells]) => [key, sumFigures(cells)]));
}

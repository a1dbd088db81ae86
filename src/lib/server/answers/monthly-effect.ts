import { ExactSum } from '$lib/exchange/exact-sum';
import { monthOf } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { picoToDecimal } from '$lib/usage/money';
import type { SpendCell } from '$lib/usage/spend-cell';
import { books, type Books } from './books';
import { cellsForEdit } from './cells';
import { costCells } from './costed-cells';
import { toScope } from './scope';

/** A month whose landed cost an edit would change. Null: no figure. */
export interface EffectRow {
  month: string;
  before: string | null;
  after: string | null;
}

/** What an edit of prices, rates or routes would do to the landed cost of past months, before it is saved. */
export interface Effect {
  currency: string;
  effect: EffectRow[];
}

/** Landed cost of all usage under the filters, with the books as they are and as `edit` makes them; changed months only. */
export async function monthlyEffect(edit: (books: Books) => Books, filters: Filters): Promise<Effect> {
  const now = await books();
  const edited = edit(now);
  const cells = await cellsForEdit(await toScope(filters), edited.prices);
  const before = landedByMonth(cells, now, filters);
  const after = landedByMonth(cells, edited, filters);
  const months = [...new Set([...before.keys(), ...after.keys()])].sort();
  const effect = months.map((month) => ({
    month,
    before: before.get(month) ?? null,
    after: after.get(month) ?? null,
  }));
  return { currency: filters.currency, effect: effect.filter((row) => row.before !== row.after) };
}

function landedByMonth(cells: SpendCell[], by: Books, filters: Filters): Map<string, string> {
  const sums = new Map<string, ExactSum>();
  for (const { cell, landed } of costCells(cells, by, filters)) {
    if (!landed) continue;
    const month = monthOf(cell.day);
    const sum = sums.get(month) ?? new ExactSum();
    sums.set(month, sum);
    sum.add(landed.amount, landed.factor);
  }
  return new Map([...sums].map(([month, sum]) => [month, picoToDecimal(sum.amount ?? 0n)]));
}

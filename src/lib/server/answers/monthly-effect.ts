import { monthOf } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { groupBy } from '$lib/usage/group-by';
import type { EffectRow } from '$lib/usage/upload-effect';
import type { CostedCell } from './costed-cells';
import { costedByEdit, type BooksEdit } from './edited-cells';
import { decimalOf, landedSum } from './spend-figures';

/** What a change would do to the landed cost of past months. */
export interface Effect {
  currency: string;
  effect: EffectRow[];
}

/** Landed cost of all usage under the filters, with the books as they are and as `edit` makes them; changed months only. */
export async function monthlyEffect(edit: BooksEdit, filters: Filters): Promise<Effect> {
  const { before, after } = await costedByEdit(edit, filters);
  return effectOf(before, after, filters);
}

/** Landed cost month by month of the same usage costed twice, or of two usages; changed months only, in order. */
export function effectOf(before: CostedCell[], after: CostedCell[], { currency }: Filters): Effect {
  const [was, is] = [byMonth(before), byMonth(after)];
  const months = [...new Set([...was.keys(), ...is.keys()])].sort();
  const landed = (cells: CostedCell[] | undefined): string | null => decimalOf(cells && landedSum(cells));
  const effect = months.map((month) => ({
    month,
    before: landed(was.get(month)),
    after: landed(is.get(month)),
  }));
  return { currency, effect: effect.filter((row) => row.before !== row.after) };
}

/** Costed cells by month, YYYY-MM. */
export function byMonth(costed: CostedCell[]): Map<string, CostedCell[]> {
  return groupBy(costed, ({ cell }) => monthOf(cell.day));
}

import { attachCharges } from '$lib/charges/attach-charges';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import type { SpendCell } from '$lib/usage/spend-cell';
import { books, type Books } from './books';
import { chargeLines } from './charged-cells';
import { costCells, type CostedCell } from './costed-cells';
import { withDrawdowns } from './drawn-books';
import { priceCutsWith } from './price-cuts';
import { toScope } from './scope';

/** A change of prices, rates or routes, worked out but not written. */
export type BooksEdit = (now: Books) => Books;

/** The usage of filters with its money, by the books as they are and as an edit makes them. */
export async function costedByEdit(
  edit: BooksEdit,
  filters: Filters,
): Promise<{ before: CostedCell[]; after: CostedCell[] }> {
  const { store } = await app();
  const now = await books();
  const edited = edit(now);
  const scope = await toScope(filters);
  const lines = await chargeLines(filters);
  const { promptBounds, dayParts } = await priceCutsWith(edited.prices, scope.sample);
  const labels = lines.length > 0 ? (['project'] as const) : [];
  const cells = await store.spendCells(scope, [...labels], promptBounds, dayParts);
  const costed = (by: Books): CostedCell[] => costCells(charged(by), by, filters);
  const charged = ({ prices }: Books): SpendCell[] =>
    lines.length > 0 ? attachCharges(cells, lines, prices) : cells;
  return {
    before: costed(await withDrawdowns(now, filters)),
    after: costed(await withDrawdowns(edited, filters)),
  };
}

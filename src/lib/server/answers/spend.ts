import type { Fold } from '$lib/server/store/store';
import type { Filters } from '$lib/usage/filters';
import { LABELS, type Label } from '$lib/usage/usage-record';
import { chargedCellsInScope } from './charged-cells';
import { costCells, type CostedCell } from './costed-cells';
import { drawnBooks } from './drawn-books';
import { basisOf } from './money-basis';
import { comparedFilters } from './scope';
import type { SpendAnswer, SpendKey } from './spend-answer';
import { chargeLinesNote } from './spend-charges';
import { sumFigures } from './spend-figures';
import { foldOf, type SpendFold } from './spend-fold';
import { keysApart } from './spend-groups';
import { topGroups } from './spend-top';
import { unpricedModels } from './unpriced-models';

/** So many groups are told apart at most where only the dearest are asked for. */
export const MOST_GROUPS = 200;

/**
 * Spend per group, with the compared period's beside it where one is set. With `top` the dearest groups alone, and one
 * more row for all others: labels of ever so many names are then summed where they are kept.
 */
export async function spend(filters: Filters, by: SpendKey[], top?: number): Promise<SpendAnswer> {
  const compared = comparedFilters(filters);
  const fold = top === undefined ? undefined : await foldFor(filters, by, top);
  const costed = await costedCells(filters, by, fold);
  const before = compared && (await costedCells(compared, by, fold));
  const groups = topGroups(costed, before ?? [], by, { top, groups: fold?.groups });
  return {
    currency: filters.currency,
    basis: basisOf(costed, await drawnBooks(filters), filters),
    rows: groups.rows,
    totals: sumFigures(costed),
    charge_lines: chargeLinesNote(costed),
    compared: before ? { rows: groups.before, totals: sumFigures(before), vanished: groups.vanished } : null,
    unpriced: unpricedModels(costed),
  };
}

/** The usage of a scope with its money, cell by cell: what every figure of spend is summed from. */
export async function costedCells(filters: Filters, by: SpendKey[], fold?: Fold): Promise<CostedCell[]> {
  const { cells, isInScope } = await chargedCellsInScope(filters, by.filter(isSummedLabel), fold);
  return costCells(cells, await drawnBooks(filters), filters).filter(({ cell }) => isInScope(cell));
}

/** Names can be folded where a breakdown is by one label and nothing else but time. */
async function foldFor(filters: Filters, by: SpendKey[], top: number): Promise<SpendFold | undefined> {
  const [name, ...more] = keysApart(by).names;
  if (name === undefined || more.length > 0 || !isSummedLabel(name)) return undefined;
  return foldOf(filters, name, top, (scope) => costedCells(scope, []));
}

function isSummedLabel(key: SpendKey): key is Label {
  return (LABELS as readonly string[]).includes(key) && key !== 'tier';
}

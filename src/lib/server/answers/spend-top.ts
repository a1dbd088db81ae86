import type { CostedCell } from './costed-cells';
import type { SpendKey, SpendRow } from './spend-answer';
import { byCost, groupOf, groupRows, groupsOf, keysApart } from './spend-groups';
import { sumFigures } from './spend-figures';

/** Groups of two periods that are shown one by one, and what of both is left. */
export interface TopGroups {
  rows: SpendRow[];
  /** Of the compared period: the same groups. */
  before: SpendRow[];
  /** Groups of the compared period that the period has nothing of, the dearest first, at most as many. */
  vanished: SpendRow[];
}

/**
 * The dearest groups of a period by all keys but times, and one more row for all others (per time): it has `others`,
 * how many groups it is of, and no name. Without `top` every group is shown. Rows always sum to the whole.
 * @param groups how many groups there are, where cells do not tell all of them apart
 */
export function topGroups(
  costed: CostedCell[],
  compared: CostedCell[],
  by: SpendKey[],
  { top = Infinity, groups }: { top?: number | undefined; groups?: number | undefined } = {},
): TopGroups {
  if (top === Infinity && compared.length === 0 && !costed.some(({ cell }) => cell.isOfOthers))
    return { rows: groupRows(costed, by), before: [], vanished: [] };
  const { times, names } = keysApart(by);
  const told = costed.filter(({ cell }) => !cell.isOfOthers);
  const shown = new Set(names.length === 0 ? [''] : dearest(told, names, top));
  const isShown = (one: CostedCell): boolean => !one.cell.isOfOthers && shown.has(groupOf(one, names));
  const others = (groups ?? groupsOf(told, names).size) - shown.size;
  const gone = goneOf(told, compared, names);
  const isGone = (one: CostedCell): boolean => !one.cell.isOfOthers && gone.has(groupOf(one, names));
  const restBefore = compared.filter((one) => !isShown(one) && !isGone(one));
  const vanished = groupRows(compared.filter(isGone), by);
  return {
    rows: [
      ...groupRows(costed.filter(isShown), by),
      ...restRows(
        costed.filter((one) => !isShown(one)),
        times,
        others,
      ),
    ],
    before: [...groupRows(compared.filter(isShown), by), ...restRows(restBefore, times, others)],
    vanished: times.length > 0 ? [] : vanished.slice(0, top),
  };
}

function dearest(costed: CostedCell[], names: SpendKey[], top: number): string[] {
  const groups = [...groupsOf(costed, names)].sort(([a], [b]) => (a < b ? -1 : 1));
  if (groups.length <= top) return groups.map(([id]) => id);
  return groups
    .map(([id, cells]) => ({ id, figures: sumFigures(cells) }))
    .sort((a, b) => byCost(a.figures, b.figures))
    .slice(0, top)
    .map(({ id }) => id);
}

/** Groups of the compared period that the period has no usage of. */
function goneOf(costed: CostedCell[], compared: CostedCell[], names: SpendKey[]): Set<string> {
  const now = groupsOf(costed, names);
  const before = groupsOf(
    compared.filter(({ cell }) => !cell.isOfOthers),
    names,
  );
  return new Set([...before.keys()].filter((id) => !now.has(id)));
}

function restRows(costed: CostedCell[], times: SpendKey[], others: number): SpendRow[] {
  return costed.length === 0 ? [] : groupRows(costed, times).map((row) => ({ ...row, others }));
}

import { formatDay, monthOf, weekOf } from '$lib/usage/day';
import { groupBy } from '$lib/usage/group-by';
import type { CostedCell } from './costed-cells';
import type { SpendFigures, SpendKey, SpendRow } from './spend-answer';
import { sharedAmong } from './spend-charges';
import { sumFigures } from './spend-figures';

const TIMES: readonly SpendKey[] = ['day', 'week', 'month'];

/** Stands for a label that is absent; no name holds it. */
export const ABSENT = '\0';

/** Keys of a breakdown: those that are times, and those that name what is broken down by. */
export function keysApart(by: SpendKey[]): { times: SpendKey[]; names: SpendKey[] } {
  return {
    times: by.filter((key) => TIMES.includes(key)),
    names: by.filter((key) => !TIMES.includes(key)),
  };
}

/** Rows by keys: in the order of time, else the dearest first. */
export function groupRows(costed: CostedCell[], by: SpendKey[]): SpendRow[] {
  const groups = groupsOf(costed, by);
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)); // so that rows that cost the same keep one order
  const shared = sharedAmong([...groups.values()]);
  const rows = inOrder.map(([, cells]) => rowOf(cells, by, shared));
  return rows.sort(keysApart(by).times.length > 0 ? byTime : byCost);
}

/** One object from the start, keys first: there may be thousands, and objects poured into one another are slow to make. */
function rowOf(cells: CostedCell[], by: SpendKey[], shared: Set<string>): SpendRow {
  const [first] = cells;
  const keys: Partial<Record<SpendKey, string | null>> = {};
  for (const key of by) keys[key] = first ? keyOf(first, key) : null;
  const row = Object.assign(keys as Pick<SpendRow, SpendKey>, sumFigures(cells)) as SpendRow;
  row.charged_allocated =
    shared.size > 0 &&
    cells.some(({ cell }) => cell.fromLines?.over.some((over) => shared.has(over)) ?? false);
  return row;
}

/** Cells by the values of keys, as one text. */
export function groupsOf(costed: CostedCell[], by: SpendKey[]): Map<string, CostedCell[]> {
  return groupBy(costed, (cell) => groupOf(cell, by));
}

/** The values of keys as one text, of a cell or of a row that has them. */
export function groupOf(one: CostedCell | SpendRow, by: SpendKey[]): string {
  return by.map((key) => ('cell' in one ? keyOf(one, key) : one[key]) ?? ABSENT).join('\0');
}

function keyOf({ cell, list }: CostedCell, key: SpendKey): string | null {
  if (key === 'day') return formatDay(cell.day);
  if (key === 'week') return weekOf(cell.day);
  if (key === 'month') return monthOf(cell.day);
  if (key === 'route') return cell.route;
  if (key === 'model') return list.model?.model ?? cell.model;
  if (key === 'provider') return list.model?.provider ?? cell.provider ?? null;
  if (key === 'tier') return cell.tier ?? null;
  return cell.labels[key] ?? null;
}

function byTime(a: SpendRow, b: SpendRow): number {
  const start = (row: SpendRow): string => row.day ?? row.week ?? row.month ?? '';
  return start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : byCost(a, b);
}

/** Dearest first by landed cost; what has no figure comes last, most tokens first. */
export function byCost(a: SpendFigures, b: SpendFigures): number {
  return Number(b.landed ?? -1) - Number(a.landed ?? -1) || b.unpriced_tokens - a.unpriced_tokens;
}

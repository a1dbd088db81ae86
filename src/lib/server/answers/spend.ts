import { formatDay, monthOf, weekOf } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { groupBy } from '$lib/usage/group-by';
import { LABELS, type Label } from '$lib/usage/usage-record';
import { books } from './books';
import { chargedCellsInScope } from './charged-cells';
import { costCells, type CostedCell } from './costed-cells';
import { basisOf } from './money-basis';
import { comparedFilters } from './scope';
import type { SpendAnswer, SpendFigures, SpendKey, SpendRow } from './spend-answer';
import { chargeLinesNote, sharedAmong } from './spend-charges';
import { sumFigures } from './spend-figures';
import { unpricedModels } from './unpriced-models';

/** Stands for a label that is absent; no name holds it. */
const ABSENT = '\0';

/** Spend per group, with the compared period's beside it where one is set. */
export async function spend(filters: Filters, by: SpendKey[]): Promise<SpendAnswer> {
  const compared = comparedFilters(filters);
  const costed = await costedCells(filters, by);
  const before = compared && (await costedCells(compared, by));
  return {
    currency: filters.currency,
    basis: basisOf(costed, await books(), filters),
    rows: groupRows(costed, by),
    totals: sumFigures(costed),
    charge_lines: chargeLinesNote(costed),
    compared: before ? { rows: groupRows(before, by), totals: sumFigures(before) } : null,
    unpriced: unpricedModels(costed),
  };
}

/** The usage of a scope with its money, cell by cell: what every figure of spend is summed from. */
export async function costedCells(filters: Filters, by: SpendKey[]): Promise<CostedCell[]> {
  const labels = by.filter(
    (key): key is Label => (LABELS as readonly string[]).includes(key) && key !== 'tier',
  );
  const { cells, isInScope } = await chargedCellsInScope(filters, labels);
  return costCells(cells, await books(), filters).filter(({ cell }) => isInScope(cell));
}

function groupRows(costed: CostedCell[], by: SpendKey[]): SpendRow[] {
  const groups = groupBy(costed, (cell) => by.map((key) => keyOf(cell, key) ?? ABSENT).join('\0'));
  const inTime = by.some((key) => key === 'day' || key === 'week' || key === 'month');
  const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)); // so that rows that cost the same keep one order
  const shared = sharedAmong([...groups.values()]);
  const rows = inOrder.map(([, cells]) => ({
    ...keysOf(cells[0], by),
    ...sumFigures(cells),
    charged_allocated: cells.some(({ cell }) => cell.fromLines?.over.some((over) => shared.has(over))),
  }));
  return rows.sort(inTime ? byTime : byCost);
}

function keysOf(cell: CostedCell | undefined, by: SpendKey[]): Partial<Record<SpendKey, string>> {
  const entries = by.map((key) => [key, cell ? keyOf(cell, key) : null]);
  return Object.fromEntries(entries) as Partial<Record<SpendKey, string>>;
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
function byCost(a: SpendFigures, b: SpendFigures): number {
  return Number(b.landed ?? -1) - Number(a.landed ?? -1) || b.unpriced_tokens - a.unpriced_tokens;
}

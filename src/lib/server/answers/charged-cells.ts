import { app } from '$lib/server/app';
import { attachCharges } from '$lib/charges/attach-charges';
import type { Fold } from '$lib/server/store/store';
import type { PriceBook } from '$lib/pricing/price-book';
import { CHARGE_LABELS, type ChargeLine } from '$lib/usage/charge-line';
import type { Filters } from '$lib/usage/filters';
import type { SpendCell } from '$lib/usage/spend-cell';
import { LABELS, type Label } from '$lib/usage/usage-record';
import { books } from './books';
import { cellsInScope, type CellsInScope } from './cells';
import { kept } from './kept';
import { showsSample } from './scope';

/**
 * The spend cube of filters with what cost exports say was charged (see attachCharges). Where there are cost exports,
 * usage is told apart by project, and by what filters name: which line belongs to which usage must not depend on what
 * is looked at.
 */
export async function chargedCellsInScope(
  filters: Filters,
  labels: Label[],
  fold?: Fold,
): Promise<CellsInScope> {
  const lines = await chargeLines(filters);
  if (lines.length === 0) return cellsInScope(filters, labels, fold);
  const { features, regions } = filters;
  const needed = new Set<Label>([...labels, 'project']);
  if (features.length > 0) needed.add('feature');
  if (regions.length > 0) needed.add('region');
  const told = LABELS.filter((label) => needed.has(label));
  const whole = await cellsInScope({ ...filters, features: [], regions: [] }, told, fold);
  const { prices } = await books();
  return {
    cells: attached(whole.cells, lines, prices),
    isInScope: (cell) =>
      whole.isInScope(cell) && isAmong(features, cell.labels.feature) && isAmong(regions, cell.labels.region),
  };
}

/** All charge lines of the data set that filters look at. */
export async function chargeLines(filters: Pick<Filters, 'data'>): Promise<ChargeLine[]> {
  const { store } = await app();
  const sample = await showsSample(filters);
  return kept(`charge lines ${sample}`, () => store.chargeLines({ sample }, CHARGE_LABELS));
}

function isAmong(names: string[], name: string | undefined): boolean {
  return names.length === 0 || (name !== undefined && names.includes(name));
}

const known = new WeakMap<SpendCell[], { lines: ChargeLine[]; prices: PriceBook; cells: SpendCell[] }>();

/** attachCharges, kept as long as the array of cells: the same array is costed once, too. */
function attached(cells: SpendCell[], lines: ChargeLine[], prices: PriceBook): SpendCell[] {
  const found = known.get(cells);
  if (found && found.lines === lines && found.prices === prices) return found.cells;
  const made = attachCharges(cells, lines, prices);
  known.set(cells, { lines, prices, cells: made });
  return made;
}

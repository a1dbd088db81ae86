import { attachCharges } from '$lib/charges/attach-charges';
import type { Tried } from '$lib/server/store/store';
import { CHARGE_LABELS } from '$lib/usage/charge-line';
import type { Filters } from '$lib/usage/filters';
import { allRoutes, books } from './books';
import { costCells, type CostedCell } from './costed-cells';
import { withDrawdowns } from './drawn-books';
import { priceCutsFor } from './price-cuts';

/** All usage of a data set as a write would leave it, with its money by the prices and rates in force. */
export async function costTried(tried: Tried, filters: Filters): Promise<CostedCell[]> {
  const scope = { sample: filters.data === 'sample' };
  const now = await books();
  const by = { ...now, routes: allRoutes(await tried.routes()) };
  const cuts = priceCutsFor(by.prices, await tried.facets(scope));
  const lines = await tried.chargeLines(scope, CHARGE_LABELS);
  const labels = lines.length > 0 ? (['project'] as const) : [];
  const usage = await tried.spendCells(scope, [...labels], cuts.promptBounds, cuts.dayParts);
  const cells = lines.length > 0 ? attachCharges(usage, lines, by.prices) : usage;
  return costCells(cells, await withDrawdowns(by, filters, cells), filters);
}

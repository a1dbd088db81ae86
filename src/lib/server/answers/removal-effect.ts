import { attachCharges } from '$lib/charges/attach-charges';
import { app } from '$lib/server/app';
import { closedMonths } from '$lib/server/months/closed-month';
import { CHARGE_LABELS } from '$lib/usage/charge-line';
import { books } from './books';
import { costCells } from './costed-cells';
import { withDrawdowns } from './drawn-books';
import { effectOf, type Effect } from './monthly-effect';
import { ownFilters } from './own-filters';
import { priceCutsWith } from './price-cuts';
import { filterDefaults } from './settings';
import { costedCells } from './spend';

/** What removing an upload would do to months, and the closed ones that are in the way, YYYY-MM. */
export interface RemovalEffect extends Effect {
  closed_months: string[];
}

/**
 * Landed cost of the months that removing an upload would change, before and after: without it other uploads count what
 * they have too, and what it replaced counts again. Undefined where no such upload is loaded. Changes nothing.
 */
export async function removalEffect(id: string): Promise<RemovalEffect | undefined> {
  const { store } = await app();
  const upload = await store.upload(id);
  if (!upload) return undefined;
  const { home } = await filterDefaults();
  const reckoning = { currency: home, home, rate: { policy: 'daily' as const } };
  const filters = { ...ownFilters(reckoning), data: upload.sample ? ('sample' as const) : ('own' as const) };
  const closed = upload.sample ? [] : (await closedMonths(store)).map(({ month }) => month);
  const scope = { sample: upload.sample };
  const by = await books();
  const cuts = await priceCutsWith(by.prices, upload.sample);
  const rest = await store.withoutUpload(id, closed, async (left, moved) => {
    const lines = await left.chargeLines(scope, CHARGE_LABELS);
    const labels = lines.length > 0 ? (['project'] as const) : [];
    const cells = await left.spendCells(scope, [...labels], cuts.promptBounds, cuts.dayParts);
    return { lines, cells, moved };
  });
  const cells = attachCharges(rest.cells, rest.lines, by.prices);
  const after = costCells(cells, await withDrawdowns(by, filters, cells), filters);
  return { ...effectOf(await costedCells(filters, []), after, filters), closed_months: rest.moved };
}

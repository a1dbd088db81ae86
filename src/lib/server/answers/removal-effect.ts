import { app } from '$lib/server/app';
import { closedMonths } from '$lib/server/months/closed-month';
import { keptOf } from '$lib/server/months/guard';
import { effectOf, type Effect } from './monthly-effect';
import { ownFilters } from './own-filters';
import { filterDefaults } from './settings';
import { costedCells } from './spend';
import { costTried } from './tried-usage';

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
  const closed = await keptOf(upload.sample ? [] : await closedMonths(store));
  const { after, moved } = await store.withoutUpload(id, closed, async (rest, moved) => ({
    after: await costTried(rest, filters),
    moved,
  }));
  return { ...effectOf(await costedCells(filters, []), after, filters), closed_months: moved };
}

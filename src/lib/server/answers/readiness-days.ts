import { app } from '$lib/server/app';
import { parseDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import type { Day } from '$lib/usage/spend-cell';
import { kept } from './kept';
import { completeEnd } from './run-rate';
import { toScope } from './scope';

/** Days with usage of filters: the first, and the day after the last complete one; undefined without a complete day. */
export async function completeDays(filters: Filters): Promise<{ from: Day; to: Day } | undefined> {
  const { store } = await app();
  const scope = await toScope(filters);
  const found = await kept(`period ${JSON.stringify(scope)}`, () => store.usagePeriod(scope));
  const from = found.from === undefined ? undefined : parseDay(found.from);
  if (from === undefined || found.lastHour === undefined) return undefined;
  const to = await completeEnd(found.lastHour, scope.sample);
  return to > from ? { from, to } : undefined;
}

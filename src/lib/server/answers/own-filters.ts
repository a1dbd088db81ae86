import type { Reckoning } from '$lib/server/months/closed-month';
import { dayAfterMonth } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';

/** Filters of all of one's own usage, or of a month of it, in a payer's currency. */
export function ownFilters({ currency, home, rate }: Reckoning, month?: string): Filters {
  const all: Filters = {
    routes: [],
    models: [],
    features: [],
    regions: [],
    data: 'own',
    currency,
    home,
    rate,
  };
  return month === undefined ? all : { ...all, from: `${month}-01`, to: dayAfterMonth(month) };
}

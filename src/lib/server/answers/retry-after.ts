import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { errors } from './errors';
import { kept } from './kept';
import { toScope } from './scope';

/** How long rate-limited errors said to wait, in seconds, per route that has any of them. */
export interface RetryAfterAnswer {
  rows: RetryAfterRow[];
}

export interface RetryAfterRow {
  route: string;
  rate_limited: number;
  /** Of these, the errors that say how long to wait; without any the figures are null. */
  told: number;
  median_s: number | null;
  least_s: number | null;
  most_s: number | null;
}

/** Records are read only where there are rate-limited requests at all. */
export async function retryAfter(filters: Filters): Promise<RetryAfterAnswer> {
  const { rows } = await errors(filters, ['route']);
  if (!rows.some(({ by_class }) => by_class.rate_limited)) return { rows: [] };
  const { store } = await app();
  const scope = await toScope(filters);
  const found = await kept(`retry after ${JSON.stringify(scope)}`, () => store.retryAfters(scope));
  return {
    rows: found.map(({ route, rateLimited, told, medianMs, leastMs, mostMs }) => ({
      route,
      rate_limited: rateLimited,
      told,
      median_s: seconds(medianMs),
      least_s: seconds(leastMs),
      most_s: seconds(mostMs),
    })),
  };
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}

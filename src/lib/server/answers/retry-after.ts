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

/** Counts are of the rollups; records are read only where there are rate-limited requests at all. */
export async function retryAfter(filters: Filters): Promise<RetryAfterAnswer> {
  const { rows } = await errors(filters, ['route']);
  const limited = rows.flatMap(({ route, by_class }) =>
    route && by_class.rate_limited ? [{ route, rate_limited: by_class.rate_limited }] : [],
  );
  if (limited.length === 0) return { rows: [] };
  const { store } = await app();
  const scope = await toScope(filters);
  const found = await kept(`retry after ${JSON.stringify(scope)}`, () => store.retryAfters(scope));
  return {
    rows: limited.map((row) => {
      const one = found.find(({ route }) => route === row.route);
      return {
        ...row,
        told: one?.told ?? 0,
        median_s: seconds(one?.medianMs),
        least_s: seconds(one?.leastMs),
        most_s: seconds(one?.mostMs),
      };
    }),
  };
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}

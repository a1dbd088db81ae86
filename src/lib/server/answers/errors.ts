import { app } from '$lib/server/app';
import { wilson } from '$lib/latency/wilson';
import type { OutcomeGroup, OutcomeKey } from '$lib/server/store/latencies';
import type { ErrorClass } from '$lib/usage/error-classes';
import type { Filters } from '$lib/usage/filters';
import { kept } from './kept';
import { canonicalIds } from './reported-names';
import { toScope } from './scope';

/** Error rates per group with 95 % intervals (api.md "Latency, errors"). */
export interface ErrorsAnswer {
  rows: ErrorsRow[];
}

export interface ErrorsRow {
  route?: string | null;
  model?: string | null;
  region?: string | null;
  feature?: string | null;
  day?: string | null;
  /** Requests whose source logs errors: the denominator. */
  attempts: number;
  errors: number;
  rate_pct: number | null;
  low: number | null;
  high: number | null;
  by_class: Partial<Record<ErrorClass, number>>;
  /** False: no source of these requests logs errors; "unknown": some do, some do not. */
  logged: true | false | 'unknown';
  /** Requests in no rate, for their source does not log errors. */
  not_logged: number;
}

/** Errors ÷ attempts by the keys asked for. A source that does not log errors gives no rate, not 0 %. */
export async function errors(filters: Filters, by: OutcomeKey[]): Promise<ErrorsAnswer> {
  const { store } = await app();
  const scope = await toScope(filters);
  const groups = await kept(`outcomes ${JSON.stringify([scope, by])}`, async () =>
    store.outcomes(scope, by, await canonicalIds(scope.sample)),
  );
  return { rows: groups.map((group) => errorsRow(group, by)) };
}

function errorsRow(group: OutcomeGroup, by: OutcomeKey[]): ErrorsRow {
  const interval = wilson(group.errors, group.attempts);
  return {
    ...Object.fromEntries(by.map((key) => [key, group.keys[key] ?? null])),
    attempts: group.attempts,
    errors: group.errors,
    rate_pct: group.attempts > 0 ? (group.errors / group.attempts) * 100 : null,
    low: interval ? interval.low * 100 : null,
    high: interval ? interval.high * 100 : null,
    by_class: group.byClass,
    logged: group.attempts === 0 ? false : group.notLogged === 0 ? true : 'unknown',
    not_logged: group.notLogged,
  };
}

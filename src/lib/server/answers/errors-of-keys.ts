import { authBursts } from '$lib/latency/auth-bursts';
import { app } from '$lib/server/app';
import type { Filters } from '$lib/usage/filters';
import { errors } from './errors';
import { kept } from './kept';
import { toScope } from './scope';

/** Bursts of authentication failures: a key that worked is refused from a moment on, as after a rotation. */
export interface KeyBurstsAnswer {
  rows: KeyBurstRow[];
}

export interface KeyBurstRow {
  route: string;
  /** Null where the source does not tell keys. */
  api_key: string | null;
  /** RFC 3339: the first and the last refused request. */
  starts_at: string;
  ends_at: string;
  attempts: number;
  auth_errors: number;
  /** False where the data ends within the burst. */
  over: boolean;
}

/** The bursts in scope, most refused requests first. Records are read only where there are such failures at all. */
export async function keyBursts(filters: Filters): Promise<KeyBurstsAnswer> {
  const { rows } = await errors(filters, ['route']);
  if (!rows.some(({ by_class }) => by_class.auth)) return { rows: [] };
  const { store } = await app();
  const scope = await toScope(filters);
  const hours = await kept(`key hours ${JSON.stringify(scope)}`, () => store.keyHours(scope));
  return {
    rows: authBursts(hours).map((burst) => ({
      route: burst.route,
      api_key: burst.apiKey ?? null,
      starts_at: burst.startsAt,
      ends_at: burst.endsAt,
      attempts: burst.attempts,
      auth_errors: burst.authErrors,
      over: burst.over,
    })),
  };
}

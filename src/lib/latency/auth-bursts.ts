/** Requests of one key on one route within one hour. */
export interface KeyHour {
  route: string;
  /** Undefined where the source does not tell keys. */
  apiKey?: string;
  /** Hours since 1970-01-01 UTC. */
  hour: number;
  attempts: number;
  authErrors: number;
  /** RFC 3339, of the first and the last authentication failure of the hour. */
  firstAt?: string;
  lastAt?: string;
}

/** A run of hours in which a key that worked before is refused: what a rotation looks like from outside. */
export interface AuthBurst {
  route: string;
  apiKey?: string;
  startsAt: string;
  endsAt: string;
  attempts: number;
  authErrors: number;
  /** False where the last request of the data was in the burst: nobody knows whether it is over. */
  over: boolean;
}

/** An hour belongs to a burst from this share of refused requests on, and a burst has at least so many in all. */
const LEAST_SHARE = 0.2;
const LEAST_ERRORS = 5;

/**
 * Bursts of authentication failures: consecutive hours of a key's traffic with at least a fifth refused and five
 * refusals in all, after an hour in which it worked. Most refusals first.
 */
export function authBursts(hours: readonly KeyHour[]): AuthBurst[] {
  const keys = new Map<string, KeyHour[]>();
  for (const hour of hours) {
    const name = JSON.stringify([hour.route, hour.apiKey]);
    const found = keys.get(name);
    if (found) found.push(hour);
    else keys.set(name, [hour]);
  }
  return [...keys.values()].flatMap(ofKey).sort((a, b) => b.authErrors - a.authErrors);
}

function ofKey(hours: KeyHour[]): AuthBurst[] {
  const ordered = [...hours].sort((a, b) => a.hour - b.hour);
  const bursts: AuthBurst[] = [];
  let run: KeyHour[] = [];
  let worked = false;
  for (const hour of ordered) {
    if (hour.authErrors / hour.attempts >= LEAST_SHARE) {
      run.push(hour);
      continue;
    }
    if (worked) bursts.push(...burstOf(run, true));
    run = [];
    worked = true;
  }
  if (worked) bursts.push(...burstOf(run, false));
  return bursts;
}

function burstOf(run: KeyHour[], over: boolean): AuthBurst[] {
  const [first, last] = [run[0], run.at(-1)];
  const authErrors = run.reduce((sum, hour) => sum + hour.authErrors, 0);
  if (!first?.firstAt || !last?.lastAt || authErrors < LEAST_ERRORS) return [];
  return [
    {
      route: first.route,
      ...(first.apiKey === undefined ? {} : { apiKey: first.apiKey }),
      startsAt: first.firstAt,
      endsAt: last.lastAt,
      attempts: run.reduce((sum, hour) => sum + hour.attempts, 0),
      authErrors,
      over,
    },
  ];
}

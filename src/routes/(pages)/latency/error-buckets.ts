import { wilson } from '$lib/latency/wilson';
import type { ErrorsRow } from '$lib/server/answers/errors';
import { parseDay, weekOf } from '$lib/usage/day';
import { groupBy } from '$lib/usage/group-by';

/** Beyond so many days a chart shows weeks: a day's interval is then wider than what it tells. */
const MOST_DAYS = 120;

/** A route's errors in a day, or in the week that begins on it. */
export type ErrorBucket = Pick<
  ErrorsRow,
  'route' | 'attempts' | 'errors' | 'rate_pct' | 'low' | 'high' | 'logged'
> & {
  start: string;
};

/** Errors by day and route as buckets of a chart: by day, or by week where there are many days. */
export function errorBuckets(rows: ErrorsRow[]): { grain: 'day' | 'week'; buckets: ErrorBucket[] } {
  const known = rows.filter(({ attempts }) => attempts > 0);
  const days = new Set(known.map(({ day }) => day));
  const grain = days.size > MOST_DAYS ? 'week' : 'day';
  const startOf = (day: string): string => (grain === 'week' ? weekOf(parseDay(day) ?? 0) : day);
  const groups = groupBy(known, ({ route, day }) => `${startOf(day ?? '')} ${route}`);
  const buckets = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [bucketOf(group, first, startOf(first.day ?? ''))] : [];
  });
  return { grain, buckets };
}

function bucketOf(group: ErrorsRow[], { route }: ErrorsRow, start: string): ErrorBucket {
  const attempts = group.reduce((sum, row) => sum + row.attempts, 0);
  const errors = group.reduce((sum, row) => sum + row.errors, 0);
  const interval = wilson(errors, attempts);
  return {
    start,
    ...(route === undefined ? {} : { route }),
    attempts,
    errors,
    rate_pct: (errors / attempts) * 100,
    low: interval ? interval.low * 100 : null,
    high: interval ? interval.high * 100 : null,
    logged: true,
  };
}

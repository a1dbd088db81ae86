import type { RateBook } from '$lib/exchange/rate-book';
import type { Route } from '$lib/exchange/route';
import { termsOn } from '$lib/exchange/terms';
import { formatDay, monthOf } from '$lib/usage/day';
import type { RatePolicy } from '$lib/usage/filters';
import type { Day } from '$lib/usage/spend-cell';

/** CNY per USD over the days of the usage, and what a USD of the candidate's credit cost meanwhile. */
export interface RateHistory {
  grain: 'day' | 'month';
  rows: RateHistoryRow[];
}

export interface RateHistoryRow {
  /** YYYY-MM-DD or YYYY-MM. */
  start: string;
  /** On the bucket's last day; null where no rate is known. */
  rate: string | null;
  /** Date or month of the observation. */
  of: string | null;
  age_days: number | null;
  stale: boolean;
  source: string | null;
  /** In CNY; null where the candidate bills in another currency. */
  credit_price: string | null;
}

/** Days become months beyond this length. */
const MOST_DAYS = 62;

/** The market rate that each day (or month, on its last day with usage in the period) is converted at. */
export function rateHistory(
  days: Iterable<Day>,
  candidate: Route,
  rates: RateBook,
  policy: RatePolicy,
): RateHistory {
  const [first, last] = extent(days);
  const grain = last - first >= MOST_DAYS ? 'month' : 'day';
  const lastDays = new Map<string, Day>();
  for (let day = first; day <= last; day++)
    lastDays.set(grain === 'month' ? monthOf(day) : formatDay(day), day);
  const rows = [...lastDays].map(([start, day]): RateHistoryRow => {
    const used = rates.on('USD', 'CNY', day, policy);
    const credit = termsOn(candidate, day)?.creditPrice;
    return {
      start,
      rate: used?.rate ?? null,
      of: used?.of ?? null,
      age_days: used?.ageDays ?? null,
      stale: used?.stale ?? false,
      source: used?.source ?? null,
      credit_price: credit?.currency === 'CNY' ? credit.amount : null,
    };
  });
  return { grain, rows };
}

/** Least and greatest day; an empty extent where there is none. */
function extent(days: Iterable<Day>): [Day, Day] {
  let [first, last] = [Infinity, -Infinity];
  for (const day of days) [first, last] = [Math.min(first, day), Math.max(last, day)];
  return [first, last];
}

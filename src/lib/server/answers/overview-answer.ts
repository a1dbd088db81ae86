import type { SavingsAnswer } from '$lib/exchange/savings-answer';

/** What Overview says: the answer first, then what it rests on. */
export interface OverviewAnswer {
  currency: string;
  /** The period that figures are of: first day, and the day after the last. Null without data. */
  period: { from: string; to: string } | null;
  /** The same usage on the official route and on the relay. Null without data or without a relay. */
  savings: SavingsAnswer | null;
  /** Saving of a 30-day month at the period's daily mean, over its complete days; null where nothing is priced. */
  monthly_saving: { amount: string; days: number } | null;
  /** Landed cost of the routes really taken. */
  spent: string | null;
  requests: number;
  /** Requests by route, most first. */
  routes: { route: string; name: string; kind: 'official' | 'relay'; requests: number }[];
  /** Per day (per week beyond 120 days): what was spent, and what all of it would have cost on either route. */
  over_time: { grain: 'day' | 'week'; rows: OverTimeRow[] };
  /** Error rates of the two routes; null where their sources do not log errors. */
  errors: { baseline: RouteErrors | null; candidate: RouteErrors | null };
  /** What is missing to trust the answer more, gravest first. */
  gaps: Gap[];
}

export interface OverTimeRow {
  start: string;
  actual: string | null;
  baseline: string | null;
  candidate: string | null;
  /** The bucket is not over, or begins before the data does. */
  incomplete: boolean;
}

export interface RouteErrors {
  route: string;
  rate_pct: number;
  low: number;
  high: number;
  attempts: number;
}

export interface Gap {
  kind:
    | 'unpriced'
    | 'no_latency'
    | 'no_errors'
    | 'stale_rate'
    | 'no_rate'
    | 'tier_unknown'
    | 'time_unknown'
    | 'rejected'
    | 'one_route';
  /** One short sentence. */
  what: string;
  /** A second line: how much, since when. */
  detail: string;
  /** Where to mend it. */
  action: { label: string; href: string };
}

import type { MonthEvent, Reckoning } from '$lib/server/months/closed-month';
import type { Basis } from '$lib/usage/basis';
import type { SpendFigures } from './spend-answer';

/** What of a month is shown in a table: sums as decimals in `currency`, null where there is no figure. */
export interface MonthSums {
  requests: number | null;
  list: string | null;
  charged: string | null;
  landed: string | null;
}

/** A month of one's own usage: as it is now, and as it was closed. */
export interface MonthRow {
  /** YYYY-MM. */
  month: string;
  closed: boolean;
  by: string | null;
  /** RFC 3339: when it was closed. */
  at: string | null;
  note: string | null;
  currency: string;
  /** What an open month says now. */
  now: MonthSums;
  /** The figures that were frozen; null while it is open. */
  frozen: MonthSums | null;
  /** Landed now − landed frozen; null while it is open, or where one of the two is unknown. */
  difference: string | null;
}

export interface MonthsAnswer {
  rows: MonthRow[];
}

/** One month with its parts by route and model. */
export interface MonthAnswer extends MonthRow {
  reckoning: Reckoning;
  /** Closings and reopenings, oldest first. */
  history: MonthEvent[];
  totals: { now: SpendFigures; frozen: SpendFigures | null };
  basis: { now: Basis; frozen: Basis | null };
  rows: MonthPart[];
}

/** A route and model of a month. */
export interface MonthPart {
  route: string;
  model: string;
  now: MonthSums | null;
  frozen: MonthSums | null;
  difference: string | null;
}

import type { DayParts } from './store';

/** Months, YYYY-MM, whose figures have to stay, else MonthsClosed is thrown; within them usage of these models may not move to another part of its day. */
export interface Closed {
  months: readonly string[];
  dayParts: DayParts;
}

import type { Day } from './spend-cell';

const MS_PER_DAY = 86_400_000;

/** Date YYYY-MM-DD to days since 1970-01-01; undefined where it is no date of the calendar. */
export function parseDay(date: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(ms) || formatDay(ms / MS_PER_DAY) !== date ? undefined : ms / MS_PER_DAY;
}

/** Dates already written: usage by the ten thousand cells is of some hundreds of days. */
const written = new Map<Day, string>();
const MOST_WRITTEN = 10_000;

/** Days since 1970-01-01 to YYYY-MM-DD. */
export function formatDay(day: Day): string {
  const known = written.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(day, date);
  return date;
}

/** The month of a day, YYYY-MM. */
export function monthOf(day: Day): string {
  return formatDay(day).slice(0, 7);
}

/** The Monday of a day's ISO week, YYYY-MM-DD. 1970-01-01 was a Thursday. */
export function weekOf(day: Day): string {
  return formatDay(day - ((((day + 3) % 7) + 7) % 7));
}

/** Epoch milliseconds at the start of a day, UTC. */
export function dayToMs(day: Day): number {
  return day * MS_PER_DAY;
}

/** The UTC day of epoch milliseconds. */
export function msToDay(ms: number): Day {
  return Math.floor(ms / MS_PER_DAY);
}

/** The first day after a month (YYYY-MM), YYYY-MM-DD. */
export function dayAfterMonth(month: string): string {
  const [year = 0, nth = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nth, 1)).toISOString().slice(0, 10);
}

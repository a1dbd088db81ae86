import type { Day } from '../usage/spend-cell';

/**
 * When on a day a price holds, as text in one spelling: UTC times, the first inclusive, the last exclusive, several
 * with commas, some weekdays only where they stand before: `01:00-04:00, 06:00-10:00`, `mon-fri 16:30-00:30`. A span
 * may run over midnight; the weekday is that of the usage.
 */
export type DailyWindow = string;

interface Span {
  /** Minutes after midnight UTC; `to` may be smaller: then the span runs over midnight. */
  from: number;
  to: number;
}

interface Hours {
  /** As written, with a space after them; empty for every day. */
  days: string;
  /** Open on these weekdays, Sunday is 0. */
  weekdays: boolean[];
  spans: Span[];
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTES = 24 * 60;
const known = new Map<DailyWindow, Hours>();

/** A window in its one spelling; undefined where the text is none, or is every hour of every day. */
export function parseWindow(text: string): DailyWindow | undefined {
  const hours = readHours(text.trim().toLowerCase().replace(/\s+/g, ' '));
  if (!hours) return undefined;
  const spans = hours.spans.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(', ');
  return hours.days === '' && spans === '00:00-24:00' ? undefined : `${hours.days}${spans}`;
}

/** Whether a window is open in the minute after midnight UTC of a day. */
export function isOpen(window: DailyWindow, day: Day, minute: number): boolean {
  const { spans } = hoursOf(window);
  return (
    opensOn(window, day) &&
    spans.some(({ from, to }) => (from < to ? minute >= from && minute < to : minute >= from || minute < to))
  );
}

/** Whether a window opens at all on a day. */
export function opensOn(window: DailyWindow, day: Day): boolean {
  return hoursOf(window).weekdays[(((day + 4) % 7) + 7) % 7] ?? false; // 1970-01-01 was a Thursday
}

/** The minutes after midnight UTC at which a window opens or shuts, midnight left out. */
export function edgesOf(window: DailyWindow): number[] {
  return hoursOf(window).spans.flatMap(({ from, to }) => [from, to % MINUTES].filter((edge) => edge > 0));
}

/** The minutes at which its spans begin. */
export function openingsOf(window: DailyWindow): number[] {
  return hoursOf(window).spans.map(({ from }) => from);
}

function hoursOf(window: DailyWindow): Hours {
  const hours = known.get(window) ?? readHours(window);
  if (!hours) throw new Error(`not a daily window: ${window}`);
  known.set(window, hours);
  return hours;
}

function readHours(text: string): Hours | undefined {
  const [, days = '', first, last = first, times = ''] =
    /^(([a-z]{3})(?:-([a-z]{3}))? )?(.+)$/.exec(text) ?? [];
  const spans = times.split(',').map((span) => parseSpan(span.trim()));
  const weekdays = weekdaysOf(first, last);
  return weekdays && spans.every((span) => span !== undefined) ? { days, weekdays, spans } : undefined;
}

function weekdaysOf(first: string | undefined, last: string | undefined): boolean[] | undefined {
  if (first === undefined || last === undefined) return WEEKDAYS.map(() => true);
  const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  if (from < 0 || to < 0) return undefined;
  return WEEKDAYS.map((_, day) => (from <= to ? day >= from && day <= to : day >= from || day <= to));
}

function parseSpan(text: string): Span | undefined {
  const [, from, to] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text) ?? [];
  const span = { from: minuteOf(from), to: minuteOf(to) };
  if (span.from === undefined || span.to === undefined || span.from >= MINUTES) return undefined;
  return span.from === span.to ? undefined : { from: span.from, to: span.to };
}

function minuteOf(time: string | undefined): number | undefined {
  const [hours, minutes] = (time ?? '').split(':').map(Number);
  if (hours === undefined || minutes === undefined || minutes > 59) return undefined;
  return hours < 24 || (hours === 24 && minutes === 0) ? hours * 60 + minutes : undefined;
}

function clock(minute: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

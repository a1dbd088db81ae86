import { formatDay, parseDay } from '$lib/usage/day';
import { UNKNOWN } from './unknown';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

interface Parts {
  year: number;
  month: number;
  day: number;
}

/** YYYY-MM-DD (or an RFC 3339 time, of which the day counts) as 3 May 2026; YYYY-MM as May 2026. */
export function date(text: string | null | undefined): string {
  if (!text) return UNKNOWN;
  if (/^\d{4}-\d{2}$/.test(text)) return month(text);
  const { year, month: nth, day } = parts(text);
  return `${day} ${name(nth)} ${year}`;
}

/** 3 May, for axes and ranges whose year is said elsewhere. */
export function dayOfMonth(text: string): string {
  const { month: nth, day } = parts(text);
  return `${day} ${name(nth).slice(0, 3)}`;
}

/** May 2026, of YYYY-MM or of any day of it. */
export function month(text: string): string {
  const { year, month: nth } = parts(`${text.slice(0, 7)}-01`);
  return `${name(nth)} ${year}`;
}

/** RFC 3339 as 3 May 2026, 14:05 UTC. */
export function time(text: string | null | undefined): string {
  return text ? `${date(text)}, ${new Date(text).toISOString().slice(11, 16)} UTC` : UNKNOWN;
}

/** A period whose end is exclusive, as said aloud: May 2026, June 2025 to May 2026, 1 to 15 May 2026. */
export function period(from: string, to: string): string {
  const last = dayBefore(to);
  const a = parts(from);
  const b = parts(last);
  if (from === last) return date(from);
  if (a.day === 1 && parts(to).day === 1) return wholeMonths(a, b);
  if (a.year !== b.year) return `${date(from)} to ${date(last)}`;
  if (a.month !== b.month) return `${a.day} ${name(a.month)} to ${date(last)}`;
  return `${a.day} to ${date(last)}`;
}

/** The day before one, YYYY-MM-DD. */
export function dayBefore(text: string): string {
  const day = parseDay(text.slice(0, 10));
  return day === undefined ? text : formatDay(day - 1);
}

/** The day after one, YYYY-MM-DD. */
export function dayAfter(text: string): string {
  const day = parseDay(text.slice(0, 10));
  return day === undefined ? text : formatDay(day + 1);
}

function wholeMonths(a: Parts, b: Parts): string {
  if (a.year !== b.year) return `${name(a.month)} ${a.year} to ${name(b.month)} ${b.year}`;
  if (a.month === b.month) return `${name(a.month)} ${a.year}`;
  if (a.month === 1 && b.month === 12) return String(a.year);
  return `${name(a.month)} to ${name(b.month)} ${b.year}`;
}

function parts(text: string): Parts {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

function name(nth: number): string {
  return MONTHS[nth - 1] ?? '';
}

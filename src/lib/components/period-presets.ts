import { formatDay, parseDay } from '$lib/usage/day';
import { month } from './format-date';

/** A period: first day, and the day after the last. Undefined ends are open: all that there is. */
export interface PeriodChoice {
  label: string;
  from?: string;
  to?: string;
}

/** Periods counted back from the newest data, not from today; those that begin before the data does are left out. */
export function periodPresets(dataFrom: string, dataTo: string): PeriodChoice[] {
  const end = parseDay(dataTo) ?? 0;
  const days = [7, 30, 90].map((length) => ({
    label: `Last ${length} days`,
    from: formatDay(end - length),
    to: dataTo,
  }));
  const inside = days.filter(({ from }) => from >= dataFrom);
  return [...monthPresets(dataFrom, dataTo), ...inside, { label: 'All data' }];
}

/** The last three whole months that the data covers, the unfinished one before them. */
function monthPresets(dataFrom: string, dataTo: string): PeriodChoice[] {
  const presets: PeriodChoice[] = [];
  const unfinished = `${dataTo.slice(0, 8)}01`;
  if (unfinished < dataTo && unfinished >= dataFrom)
    presets.push({ label: `${month(unfinished)} so far`, from: unfinished, to: dataTo });
  for (let back = 1; back <= 3; back += 1) {
    const from = addMonths(unfinished, -back);
    if (from >= dataFrom) presets.push({ label: month(from), from, to: addMonths(from, 1) });
  }
  return presets;
}

/** What a period can be held against: the one before it, of the same length, and the same a year earlier. */
export function comparePresets(from: string, to: string): Required<PeriodChoice>[] {
  const before = isWholeMonths(from, to)
    ? { from: addMonths(from, -monthsBetween(from, to)), to: from }
    : { from: shift(from, -length(from, to)), to: from };
  return [
    { label: 'The period before', ...before },
    { label: 'The same a year earlier', from: addMonths(from, -12), to: addMonths(to, -12) },
  ];
}

/** A date some months away; a day that the month lacks becomes its last one. */
export function addMonths(date: string, months: number): string {
  const [year = 0, nth = 1, day = 1] = date.split('-').map(Number);
  const count = year * 12 + nth - 1 + months;
  const first = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  for (let tried = day; tried > 28; tried -= 1)
    if (parseDay(`${first}-${String(tried).padStart(2, '0')}`) !== undefined)
      return `${first}-${String(tried)}`;
  return `${first}-${String(Math.min(day, 28)).padStart(2, '0')}`;
}

function isWholeMonths(from: string, to: string): boolean {
  return from.endsWith('-01') && to.endsWith('-01');
}

function monthsBetween(from: string, to: string): number {
  const months = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(to) - months(from);
}

function length(from: string, to: string): number {
  return (parseDay(to) ?? 0) - (parseDay(from) ?? 0);
}

function shift(date: string, days: number): string {
  return formatDay((parseDay(date) ?? 0) + days);
}

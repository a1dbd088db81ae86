import { dayOfMonth, month } from '$lib/components/format-date';
import type { TimeChart } from '$lib/report/report';

/** The buckets that are named under a chart, evenly apart, with what they are called. */
export function timeTicks(
  { starts, grain }: Pick<TimeChart, 'starts' | 'grain'>,
  most: number,
): { index: number; text: string }[] {
  const every = Math.max(1, Math.ceil(starts.length / most));
  return starts.flatMap((start, index) =>
    index % every === 0
      ? [{ index, text: grain === 'month' ? month(start).slice(0, 3) : withYear(start) }]
      : [],
  );
}

/** The first weeks of a year say which. */
function withYear(start: string): string {
  const text = dayOfMonth(start);
  return start.slice(5, 7) === '01' && Number(start.slice(8)) <= 7 ? `${text} ${start.slice(0, 4)}` : text;
}

/** Texts beside the ends of lines, pushed apart where they would overlap. */
export function spreadApart<T extends { y: number }>(labels: T[], apart: number, bottom: number): T[] {
  const sorted = [...labels].sort((a, b) => a.y - b.y);
  const placed: T[] = [];
  for (const label of sorted)
    placed.push({ ...label, y: Math.max(label.y, (placed.at(-1)?.y ?? -apart) + apart) });
  for (let i = placed.length - 1, limit = bottom; i >= 0; i -= 1) {
    const one = placed[i];
    if (one) one.y = Math.min(one.y, limit);
    limit = (one?.y ?? limit) - apart;
  }
  return placed;
}

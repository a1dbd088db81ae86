import { formatDay, monthOf, parseDay, weekOf } from '$lib/usage/day';
import type { Grain } from './over-time';

/** Every bucket of a period in order, also those without data: gaps stay gaps. Ends are exclusive. */
export function bucketStarts(from: string, to: string, grain: Grain): string[] {
  const [first, end] = [parseDay(from) ?? 0, parseDay(to) ?? 0];
  const starts = new Set<string>();
  for (let day = first; day < end; day += 1)
    starts.add(grain === 'day' ? formatDay(day) : grain === 'week' ? weekOf(day) : monthOf(day));
  return [...starts];
}

/** Indexes of the buckets that the period cuts at either end. */
export function incompleteBuckets(starts: string[], from: string, to: string, grain: Grain): number[] {
  return starts.flatMap((start, i) => {
    const first = grain === 'month' ? `${start}-01` : start;
    return first < from || bucketEnd(start, grain) > to ? [i] : [];
  });
}

/** The day after a bucket's last. */
export function bucketEnd(start: string, grain: Grain): string {
  if (grain === 'month') {
    const [year = 0, month = 1] = start.split('-').map(Number);
    return formatDay(Math.floor(Date.UTC(year, month, 1) / 86_400_000));
  }
  return formatDay((parseDay(start) ?? 0) + (grain === 'week' ? 7 : 1));
}

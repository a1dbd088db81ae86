import type { Blocks } from './influence';

export type BlockUnit = 'day' | 'hour';

/** Fewer days than this on either side, and hours are drawn instead. */
const FEWEST_DAYS = 5;
/** More measured requests than this would take seconds and much memory to tell apart by the hour. */
const MOST_BY_HOUR = 4_000_000;

/**
 * What intervals are drawn over: days, and hours where a route has fewer than five days with measured requests. Where
 * both together have more than 4 million requests days stay, whose intervals are wider with few of them.
 */
export function blockUnit({ baseline, candidate }: Blocks, measured: number): BlockUnit {
  return Math.min(baseline, candidate) < FEWEST_DAYS && measured <= MOST_BY_HOUR ? 'hour' : 'day';
}

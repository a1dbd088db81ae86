import type { ServedHour } from './guard-window';

/** Requests on each route that make an hour one of the parallel run. */
export const PARALLEL_REQUESTS = 20;
/** Hours of the gate, and the days recommended (model.md section 8). */
export const GATE_HOURS = 48;
export const RECOMMENDED_DAYS = 14;

/** How long both routes ran side by side. */
export interface ParallelRun {
  hours: number;
  /** Longest row of such hours without a gap. */
  longest: number;
  /** Days with at least one of them. */
  days: number;
  /** First hour, and the end of the last; epoch milliseconds. */
  fromMs?: number;
  toMs?: number;
}

const MS_PER_HOUR = 3_600_000;

/** The hours in which both routes served at least so many requests. */
export function servedByBoth(hours: ServedHour[], minRequests: number): ServedHour[] {
  return hours.filter(({ official, relay }) => official >= minRequests && relay >= minRequests);
}

/** The parallel run of hours in order of time, in which both routes served enough. */
export function parallelRun(hours: ServedHour[]): ParallelRun {
  let longest = 0;
  let row = 0;
  hours.forEach(({ hour }, index) => {
    row = hours[index - 1]?.hour === hour - 1 ? row + 1 : 1;
    longest = Math.max(longest, row);
  });
  const [first, last] = [hours[0], hours.at(-1)];
  return {
    hours: hours.length,
    longest,
    days: new Set(hours.map(({ hour }) => Math.floor(hour / 24))).size,
    ...(first && last ? { fromMs: first.hour * MS_PER_HOUR, toMs: (last.hour + 1) * MS_PER_HOUR } : {}),
  };
}

import type { ServedHour } from './guard-window';
import { servedByBoth } from './parallel-run';

export type LaneId = 'official' | 'relay' | 'both';

/** Hours without a gap in which a route, or both, served enough. */
export interface LaneRun {
  lane: LaneId;
  /** Epoch milliseconds: start of the first hour, end of the last. */
  fromMs: number;
  toMs: number;
}

export interface Lanes {
  runs: LaneRun[];
  /** The end of the hour that made the parallel run as long as the gate asks; undefined where it is not reached. */
  gateMs?: number;
}

const MS_PER_HOUR = 3_600_000;

/**
 * The hours of both routes as runs, from the relay's first hour to its last: what the official route served before and
 * after is no part of a rollout. Hours in order of time; none where the relay has none.
 */
export function lanesOf(hours: ServedHour[], minRequests: number, gateHours: number): Lanes {
  const relay = hours.filter((one) => one.relay >= minRequests);
  const [first, last] = [relay[0], relay.at(-1)];
  if (!first || !last) return { runs: [] };
  const official = hours.filter(
    (one) => one.official >= minRequests && one.hour >= first.hour && one.hour <= last.hour,
  );
  const both = servedByBoth(hours, minRequests);
  const gate = both[gateHours - 1];
  return {
    runs: [...runsOf('official', official), ...runsOf('relay', relay), ...runsOf('both', both)],
    ...(gate ? { gateMs: (gate.hour + 1) * MS_PER_HOUR } : {}),
  };
}

function runsOf(lane: LaneId, hours: ServedHour[]): LaneRun[] {
  const runs: LaneRun[] = [];
  for (const { hour } of hours) {
    const run = runs.at(-1);
    const fromMs = hour * MS_PER_HOUR;
    if (run?.toMs === fromMs) run.toMs += MS_PER_HOUR;
    else runs.push({ lane, fromMs, toMs: fromMs + MS_PER_HOUR });
  }
  return runs;
}

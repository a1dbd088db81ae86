import type { GuardWindow } from './guard-window';
import { hasEnough, readWindow, TRIGGERS, type Reading, type Trigger, type TriggerRules } from './triggers';

/** A trigger that would have fired: windows in a row over its limit. */
export interface Firing {
  trigger: Trigger;
  /** Start of the first window over the limit. */
  startMs: number;
  /** End of the window that made the row long enough: nobody could know earlier. */
  firedMs: number;
  /** Start of the window after the last one over the limit. */
  endMs: number;
  /** Windows over the limit, in order. */
  over: (Reading & { startMs: number })[];
}

export interface Replay {
  firings: Firing[];
  /** Windows in which the relay served: judged by at least one trigger, and not. */
  evaluated: number;
  notEnoughData: number;
  /** By trigger: windows judged, and windows over the limit. */
  byTrigger: Record<Trigger, { judged: number; over: number }>;
  /** Session-state errors in windows that were not judged. */
  sessionStateNotJudged: number;
}

/**
 * The triggers replayed over windows in order of time. A firing is a row of adjacent windows over the limit, at least
 * as long as its rule asks; a window that is not judged ends a row, for nothing is known of it. Firings in the order in
 * which they fired.
 */
export function replay(windows: GuardWindow[], rules: TriggerRules): Replay {
  const enough = windows.filter((window) => hasEnough(window, rules));
  const thin = windows.filter((window) => !hasEnough(window, rules));
  const byTrigger = Object.fromEntries(
    TRIGGERS.map((trigger) => [trigger, { judged: 0, over: 0 }]),
  ) as Replay['byTrigger'];
  const firings = TRIGGERS.flatMap((trigger) => {
    const read = enough.flatMap((window) => {
      const reading = readWindow(trigger, window, rules);
      return reading ? [{ ...reading, startMs: window.startMs }] : [];
    });
    const over = read.filter(({ isOver }) => isOver);
    byTrigger[trigger] = { judged: read.length, over: over.length };
    return firingsOf(trigger, over, rules);
  });
  return {
    firings: firings.sort((a, b) => a.firedMs - b.firedMs),
    evaluated: enough.length,
    notEnoughData: thin.length,
    byTrigger,
    sessionStateNotJudged: thin.reduce((sum, { relay }) => sum + relay.sessionState, 0),
  };
}

function firingsOf(trigger: Trigger, over: Firing['over'], rules: TriggerRules): Firing[] {
  const long = rules.window_minutes * 60_000;
  const rows: Firing['over'][] = [];
  for (const window of over) {
    const row = rows.at(-1);
    if (row?.at(-1)?.startMs === window.startMs - long) row.push(window);
    else rows.push([window]);
  }
  const needed = rules[trigger].windows;
  return rows
    .filter((row) => row.length >= needed)
    .map((row) => {
      const startMs = row[0]?.startMs ?? 0;
      return {
        trigger,
        startMs,
        firedMs: startMs + needed * long,
        endMs: startMs + row.length * long,
        over: row,
      };
    });
}

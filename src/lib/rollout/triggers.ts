import type { GuardSide, GuardWindow } from './guard-window';

/** Rollback triggers: the relay against the official route in the same window (model.md section 8). */
export const TRIGGERS = ['error_rate', 'p95_duration', 'session_state'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** When a trigger fires. */
export interface TriggerRule {
  /** Over it, not at it: percentage points, milliseconds, errors. */
  limit: number;
  /** So many windows in a row. */
  windows: number;
}

/** All triggers, and the windows that they are judged in. */
export interface TriggerRules extends Record<Trigger, TriggerRule> {
  window_minutes: number;
  /**
   * A window with fewer requests on either route is not judged, and no trigger judges one that has fewer of what it
   * compares: attempts whose source logs errors, latencies.
   */
  min_requests: number;
}

/** 15 minutes, 50 requests on each route; +1 point of errors or +100 ms twice in a row, any session-state error at once. */
export const DEFAULT_TRIGGERS: TriggerRules = {
  window_minutes: 15,
  min_requests: 50,
  error_rate: { limit: 1, windows: 2 },
  p95_duration: { limit: 100, windows: 2 },
  session_state: { limit: 0, windows: 1 },
};

/** What a trigger compares in one window: percent, milliseconds or errors; the difference is relay − official. */
export interface Reading {
  official: number;
  relay: number;
  difference: number;
  isOver: boolean;
}

/**
 * A trigger's reading of a window that has enough requests; undefined where too few of them tell what is compared: one
 * latency beside 49 errors is no p95.
 * Rates are compared as whole numbers: 3 − 2 of 100 is exactly 1 point and not over it.
 */
export function readWindow(trigger: Trigger, window: GuardWindow, rules: TriggerRules): Reading | undefined {
  const { official, relay } = window;
  const { limit } = rules[trigger];
  if (trigger === 'session_state') {
    if (relay.attempts === 0) return undefined;
    const { sessionState } = relay;
    return {
      official: official.sessionState,
      relay: sessionState,
      difference: sessionState - official.sessionState,
      isOver: sessionState > limit,
    };
  }
  return trigger === 'error_rate' ? errorRates(official, relay, rules) : p95s(official, relay, rules);
}

/** Did both routes serve enough in the window for it to be judged? */
export function hasEnough({ official, relay }: GuardWindow, { min_requests }: TriggerRules): boolean {
  return official.requests >= min_requests && relay.requests >= min_requests;
}

function errorRates(official: GuardSide, relay: GuardSide, rules: TriggerRules): Reading | undefined {
  if (Math.min(official.attempts, relay.attempts) < Math.max(1, rules.min_requests)) return undefined;
  const more = 100 * (relay.errors * official.attempts - official.errors * relay.attempts);
  const all = official.attempts * relay.attempts;
  return {
    official: (official.errors / official.attempts) * 100,
    relay: (relay.errors / relay.attempts) * 100,
    difference: more / all,
    isOver: more > rules.error_rate.limit * all,
  };
}

function p95s(official: GuardSide, relay: GuardSide, rules: TriggerRules): Reading | undefined {
  if (Math.min(official.measured, relay.measured) < rules.min_requests) return undefined;
  if (official.p95Us === undefined || relay.p95Us === undefined) return undefined;
  const micros = relay.p95Us - official.p95Us;
  return {
    official: official.p95Us / 1000,
    relay: relay.p95Us / 1000,
    difference: micros / 1000,
    isOver: micros > rules.p95_duration.limit * 1000,
  };
}

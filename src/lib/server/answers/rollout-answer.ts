import type { CheckId } from '$lib/rollout/checklist';
import type { ImportEstimate, ImportInputs } from '$lib/rollout/import-time';
import type { LaneId } from '$lib/rollout/lanes';
import type { RampDay, RampPlan } from '$lib/rollout/ramp';
import type { Trigger, TriggerRules } from '$lib/rollout/triggers';
import type { Link } from './readiness-measure';
import type { ImportSpec } from './rollout-documents';

/** How far the migration is, and what its triggers would have done (api.md "Readiness, rollout, claims"). */
export interface RolloutAnswer {
  official: { id: string; name: string };
  relay: { id: string; name: string };
  /** Requests of the relay route in scope; 0 where it has not served. */
  relay_requests: number;
  parallel: {
    hours: number;
    longest_hours: number;
    gate_hours: number;
    met: boolean;
    days: number;
    recommended_days: number;
    recommended_met: boolean;
    /** Requests on each route that make an hour count. */
    min_requests: number;
    /** RFC 3339; null without such an hour. */
    from: string | null;
    to: string | null;
    by_day: ParallelDay[];
    /** RFC 3339: the end of the hour that filled the gate; null where it is not reached. */
    gate_at: string | null;
    /** Hours without a gap in which a route, or both, served enough, while the relay served. */
    lanes: { lane: LaneId; from: string; to: string }[];
  };
  /** Of all relay routes together: the plan is of what leaves the official ones. */
  ramp: RampPlan & {
    days: RampDay[];
    /** The last day with traffic. */
    now: RampDay | null;
  };
  rules: TriggerRules;
  /** Windows in which the relay served. */
  windows: {
    evaluated: number;
    not_enough_data: number;
    /** By trigger: windows judged, and windows over the limit. */
    by_trigger: Record<Trigger, { judged: number; over: number }>;
    /** Session-state errors in windows that were not judged. */
    session_state_not_judged: number;
    /** Records that stand for several requests: no window can judge them. */
    bucket_records: number;
  };
  firings: FiringRow[];
  checklist: CheckRow[];
  import: {
    /** As kept: null is as measured. */
    spec: ImportSpec;
    inputs: ImportInputs;
    conversations: number;
    messages: number;
    /** Null where there is nothing to move. */
    estimate: ImportEstimate | null;
    /** Where the shares of refused requests come from. */
    refused_from: 'given' | 'measured' | 'assumed';
  };
}

/** A day with hours in which both routes served enough. */
export interface ParallelDay {
  day: string;
  hours: number;
  official: number;
  relay: number;
}

export interface FiringRow {
  trigger: Trigger;
  /** RFC 3339: the first window over the limit. */
  window_start: string;
  /** The end of the window that made it fire. */
  fired_at: string;
  /** The end of the last window over the limit. */
  ended_at: string;
  /** From the start of the first window until a person could have known. */
  known_after_minutes: number;
  /** Windows in a row over the limit. */
  windows: number;
  /** Of the first window: percent, milliseconds or errors. */
  official: number;
  relay: number;
  difference: number;
  /** Each window over the limit. */
  over: { window_start: string; official: number; relay: number; difference: number }[];
  /** Conversations active on the relay when it fired. */
  conversations_at_risk: number;
}

export interface CheckRow {
  id: CheckId;
  name: string;
  asks: string;
  state: 'met' | 'not met' | 'unknown';
  source: 'measured' | 'declared';
  evidence: string;
  link: Link | null;
  by: string | null;
  on: string | null;
  note: string | null;
}

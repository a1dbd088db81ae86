import type { CriterionState } from './criteria';

/** Somebody's word: who, when, why. */
export interface Word {
  by: string;
  /** RFC 3339. */
  on: string;
  note: string | null;
}

/** A declaration that a criterion is met, or is not; with what was counted where it is about code. */
export interface Declaration extends Word {
  declared: boolean;
  /** Of `client_complexity`: modules that touch conversation state, and their lines of code. */
  modules?: number;
  lines?: number;
}

/** What people have set of one criterion. */
export interface Decision {
  threshold?: number;
  declaration?: Declaration;
  waiver?: Word;
  /** Oldest first. */
  history: Change[];
}

/** One change of a criterion: what was done, in words of the API. */
export interface Change extends Word {
  /** `threshold`, `declared`, `waived`, `home_regions`. */
  what: ChangeKind;
  /** What it was set to; null: taken back. */
  to: number | boolean | string[] | null;
}

export const CHANGE_KINDS = ['threshold', 'declared', 'waived', 'home_regions'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What is known of a criterion without anybody's word. */
export interface Measurement {
  state: CriterionState;
  /** In the criterion's unit; a decimal string where it is money. */
  value: number | string | null;
  /** What was measured, on what; or why nothing could be. */
  evidence: string;
}

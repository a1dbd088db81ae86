import { decimalToPico } from '$lib/usage/money';
import type { Criterion, CriterionSource, CriterionState } from './criteria';
import type { Decision, Measurement, Word } from './decision';

/** A criterion with its state, and whose word it is. */
export interface JudgedCriterion {
  state: CriterionState;
  source: CriterionSource;
  /** Null where there is nothing to count. */
  threshold: number | null;
  /** Who declared or waived, when and why; null where it is measured. */
  word: Word | null;
}

/**
 * What counts of a criterion: a waiver before a declaration before the measurement. A waived criterion counts as met,
 * a waived blocker keeps its state and blocks no more.
 */
export function judge(criterion: Criterion, measured: Measurement, decision: Decision): JudgedCriterion {
  const { declaration, waiver } = decision;
  const threshold = thresholdOf(criterion, decision) ?? null;
  const declared: CriterionState | undefined = declaration && (declaration.declared ? 'met' : 'not met');
  const state = declared ?? measured.state;
  if (waiver)
    return {
      state: criterion.group === 'blocker' ? state : 'met',
      source: 'waived',
      threshold,
      word: waiver,
    };
  if (declaration) return { state, source: 'declared', threshold, word: declaration };
  return { state, source: 'measured', threshold, word: null };
}

/** The threshold in force: what somebody has set, else the default. */
export function thresholdOf(criterion: Criterion, { threshold }: Decision): number | undefined {
  return threshold ?? criterion.threshold;
}

/** Met above the threshold, not at it. */
export function above(value: number, threshold: number): CriterionState {
  return value > threshold ? 'met' : 'not met';
}

/** The same of a sum of money over some days brought to 30, exactly: sum × 30 > threshold × days. */
export function moneyAbove(sum: string, days: number, threshold: number): CriterionState {
  const limit = decimalToPico(threshold.toFixed(6)) * BigInt(days);
  return decimalToPico(sum) * 30n > limit ? 'met' : 'not met';
}

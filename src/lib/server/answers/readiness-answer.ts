import type { CriterionGroup, CriterionId, CriterionSource, CriterionState } from '$lib/readiness/criteria';
import type { Change } from '$lib/readiness/decision';
import type { ReadinessVerdict } from '$lib/readiness/verdict';
import type { Link, Next } from './readiness-measure';

/** The criteria with what is known of each, and the verdict (api.md "Readiness, rollout, claims"). */
export interface ReadinessAnswer {
  verdict: ReadinessVerdict;
  why: string;
  primaries: { met: number; needed: number; of: number };
  criteria: CriterionRow[];
  /** What would tell more, what decides first. */
  next: (Next & { criterion: CriterionId; name: string })[];
  home_regions: { chosen: string[]; known: { name: string; requests: number }[] };
  /** What people changed, newest first. */
  history: (Change & { criterion: CriterionId; name: string })[];
}

export interface CriterionRow {
  id: CriterionId;
  group: CriterionGroup;
  name: string;
  /** What is so where it is met, with the threshold in it. */
  statement: string;
  state: CriterionState;
  source: CriterionSource;
  /** As measured, in `unit`: a decimal string where it is money; of client complexity what was declared; else null. */
  value: number | string | null;
  /** Met above it, not at it; null where there is nothing to count. */
  threshold: number | null;
  default_threshold: number | null;
  unit: string | null;
  evidence: string;
  link: Link | null;
  /** The state that the data alone gives. */
  measured_state: CriterionState;
  /** What somebody declared, and who; null where nobody did. A waiver stands above it. */
  declared: boolean | null;
  declared_by: string | null;
  waived: boolean;
  /** Who declared or waived what counts, when and why. */
  by: string | null;
  /** RFC 3339. */
  on: string | null;
  note: string | null;
}

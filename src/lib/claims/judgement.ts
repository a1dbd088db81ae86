import type { ClaimVerdict } from './claim-spec';

/** What is found of a claim: the verdict, and how it came about. */
export interface Judgement {
  verdict: ClaimVerdict;
  /** In one sentence. */
  why: string;
  /** Arithmetic with the numbers filled in, a step a line; empty where there is none. */
  working: string[];
  /** What this team's own data says; null where it has nothing to say. */
  measured: string | null;
  /** What would decide it, or make it surer; null where nothing in usage data would. */
  decides: string | null;
}

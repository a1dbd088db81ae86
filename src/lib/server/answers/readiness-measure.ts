import type { CriterionId } from '$lib/readiness/criteria';
import type { Measurement } from '$lib/readiness/decision';
import type { Filters } from '$lib/usage/filters';

/** A measurement with where it can be looked at, and what would tell more. */
export interface Measured extends Measurement {
  /** A page with the filters that show it. */
  link: Link | null;
  /** What to do where it is not known. */
  next: Next | null;
}

export interface Link {
  label: string;
  href: string;
}

export interface Next extends Link {
  kind: 'upload' | 'declare' | 'set';
  text: string;
}

/** What measurements are made from: all usage in scope, whichever route it ran on. */
export interface MeasureContext {
  filters: Filters;
  /** Ids of the official routes. */
  official: string[];
  homeRegions: string[];
  thresholdOf: (id: CriterionId) => number;
}

/** Nothing is known without somebody's word. */
export function askPerson(what: string, evidence: string): Measured {
  return {
    state: 'unknown',
    value: null,
    evidence,
    link: null,
    next: { kind: 'declare', text: what, label: 'Declare', href: '/readiness' },
  };
}

/** Nothing is known, as the data does not hold it. */
export function notInData(evidence: string, next: Omit<Next, 'kind'> & { kind?: Next['kind'] }): Measured {
  return { state: 'unknown', value: null, evidence, link: null, next: { kind: 'upload', ...next } };
}

/** `met`: what the criterion states is so. Of a blocker that is bad news. */
export type CriterionState = 'met' | 'not met' | 'unknown';
export type CriterionSource = 'measured' | 'declared' | 'waived';
export type CriterionGroup = 'primary' | 'fit' | 'blocker';

export const CRITERION_IDS = [
  'bill',
  'context_features',
  'international',
  'volume',
  'cost',
  'product',
  'latency_complaints',
  'client_complexity',
  'prototype',
  'residency',
  'fine_tuning',
  'single_turn',
] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];

/** A criterion of the reference playbook (model.md section 7). */
export interface Criterion {
  id: CriterionId;
  group: CriterionGroup;
  name: string;
  /** What is so where it is met, said with the threshold in it. */
  states: (threshold: string) => string;
  /** Met above it, not at it; undefined where there is nothing to count. */
  threshold?: number;
  unit?: 'USD a month' | 'features' | '%' | 'requests a day';
}

/** The criteria in the order of the model: primaries, fit, blockers. */
export const CRITERIA: readonly Criterion[] = [
  {
    id: 'bill',
    group: 'primary',
    name: 'API bill',
    states: (threshold) => `The monthly API bill is more than ${threshold}`,
    threshold: 5000,
    unit: 'USD a month',
  },
  {
    id: 'context_features',
    group: 'primary',
    name: 'Context-heavy features',
    states: (threshold) => `More than ${threshold} features depend on conversation context`,
    threshold: 3,
    unit: 'features',
  },
  {
    id: 'international',
    group: 'primary',
    name: 'International users',
    states: (threshold) => `More than ${threshold} of users are outside the home regions`,
    threshold: 50,
    unit: '%',
  },
  {
    id: 'volume',
    group: 'fit',
    name: 'Message volume',
    states: (threshold) => `More than ${threshold} messages a day`,
    threshold: 10_000,
    unit: 'requests a day',
  },
  {
    id: 'cost',
    group: 'fit',
    name: 'Monthly cost',
    states: (threshold) => `The monthly cost is more than ${threshold}`,
    threshold: 2000,
    unit: 'USD a month',
  },
  {
    id: 'product',
    group: 'fit',
    name: 'Kind of product',
    states: () => 'The product is a support, sales or educational chat',
  },
  {
    id: 'latency_complaints',
    group: 'fit',
    name: 'Latency abroad',
    states: (threshold) => `Answers are slow abroad: p95 there is more than ${threshold} above home`,
    threshold: 0,
    unit: '%',
  },
  {
    id: 'client_complexity',
    group: 'fit',
    name: 'Client complexity',
    states: () => 'Less context code is wanted in the client',
  },
  {
    id: 'prototype',
    group: 'blocker',
    name: 'Prototype',
    states: () => 'It is an experiment or a prototype',
  },
  {
    id: 'residency',
    group: 'blocker',
    name: 'Data residency',
    states: () => 'Data must stay where the relay cannot keep it',
  },
  {
    id: 'fine_tuning',
    group: 'blocker',
    name: 'Fine-tuning',
    states: () => 'Models must be fine-tuned on its conversations',
  },
  {
    id: 'single_turn',
    group: 'blocker',
    name: 'Single-turn use',
    states: (threshold) =>
      `It is simple single-turn use: more than ${threshold} of conversations have one turn`,
    threshold: 80,
    unit: '%',
  },
];

/** Is this the id of a criterion? */
export function isCriterionId(id: string): id is CriterionId {
  return (CRITERION_IDS as readonly string[]).includes(id);
}

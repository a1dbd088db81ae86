/** The states of knowledge that have one fixed mark and one fixed phrase on every page. */
export const MARKS = {
  unpriced: { phrase: 'no price', why: 'These tokens have no price, so they are in no cost.' },
  stale_rate: {
    phrase: 'stale rate',
    why: 'The exchange rate is more than 7 days older than the usage that it converts.',
  },
  no_rate: {
    phrase: 'no rate',
    why: 'No exchange rate is known for these days, so they are in no converted figure.',
  },
  no_terms: {
    phrase: 'no terms',
    why: 'A route has no terms on these days, so their usage is in no figure of both routes.',
  },
  not_in_source: { phrase: 'not in this data', why: 'The source of these rows does not record this.' },
  incomplete: { phrase: 'incomplete period', why: 'The data does not cover this period to its end.' },
  allocated: {
    phrase: 'charges allocated',
    why: 'The cost export does not tell these labels: its amounts are shared out pro rata by list cost. The shares sum to them exactly.',
  },
  set_aside: {
    phrase: 'charges set aside',
    why: 'Request logs and a cost export both say what the same usage was charged. The cost export counts, so that nothing counts twice.',
  },
  whole_seconds: {
    phrase: 'recorded in whole seconds',
    why: 'A source of these requests records times in whole seconds: a difference under a second cannot be seen in them.',
  },
  sketch: {
    phrase: 'from a sketch, within 1 %',
    why: 'There are too many measured requests to sort them all: percentiles come from counts in narrow buckets, within 1 % of the exact ones.',
  },
  estimate: { phrase: 'estimate', why: 'A projection, not a measurement: read it with its range.' },
} as const;

export type MarkKind = keyof typeof MARKS;

/** Requests from which a sample is medium, and from which it is large. */
export type SampleSteps = readonly [medium: number, large: number];

/** What the settings begin with. */
export const SAMPLE_STEPS: SampleSteps = [50, 200];

/** 1 (small), 2 or 3 bars for a sample of `requests`. */
export function sampleStep(requests: number, [medium, large]: SampleSteps = SAMPLE_STEPS): 1 | 2 | 3 {
  return requests < medium ? 1 : requests < large ? 2 : 3;
}

/** The fixed phrase of each step. */
export const SAMPLE_PHRASES = { 1: 'small sample', 2: 'medium sample', 3: 'large sample' } as const;

import type { AnswerPart } from '$lib/components/answer-part';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { duration, durationChange } from '$lib/components/format-duration';
import { count, counted, percent } from '$lib/components/format-number';
import type { EstimateFigures, LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';

/** The names of the two routes and of what is measured. */
export interface Names {
  baseline: string;
  candidate: string;
  metric: string;
}

/**
 * The answer aloud: faster, slower, no difference shown, or too short a time to say, like for like. Undefined where it is
 * not comparable.
 */
export function deltaSentence(
  { matched: { p95 }, verdict }: LatencyDeltaAnswer,
  names: Names,
  evidence: EvidenceSpec,
): AnswerPart[] | undefined {
  if (!p95 || verdict === 'not comparable') return undefined;
  if (verdict === 'too short a time')
    return [
      `Like for like, ${names.candidate} differs from ${names.baseline} by `,
      { text: durationChange(p95.value), evidence },
      ` at p95 of ${names.metric}, over too short a time to say that either is faster.`,
    ];
  const interval = `95 % interval ${between(p95, durationChange)}`;
  if (verdict === 'no difference shown')
    return [
      `Like for like, no difference between ${names.candidate} and ${names.baseline} is shown at p95 of ${names.metric}: `,
      { text: durationChange(p95.value), evidence },
      ` (${interval}).`,
    ];
  return [
    `Like for like, ${names.candidate} is `,
    { text: `${duration(Math.abs(p95.value))} ${verdict}`, evidence },
    ` than ${names.baseline} at p95 of ${names.metric} (${interval}).`,
  ];
}

/** A delta with its interval: "−38 ms (−61 ms to −12 ms)". */
export function withInterval(figures: EstimateFigures): string {
  return `${durationChange(figures.value)} (${between(figures, durationChange)})`;
}

/** The ends of an interval: "−61 ms to −12 ms"; why there is none. */
export function between({ low, high }: EstimateFigures, show: (figure: number) => string): string {
  return low === null || high === null ? 'no interval: too short a time' : `${show(low)} to ${show(high)}`;
}

/** A probability, 0 to 1, as a percentage. */
export function chance(probability: number): string {
  return percent(probability * 100, 0);
}

/** The band of a stratum: "256 to 511 tokens". */
export function bandWords(from: number | null | undefined, to: number | null | undefined): string {
  if (from == null || to == null) return '—';
  return from === to ? counted(from, 'token') : `${count(from)} to ${counted(to, 'token')}`;
}

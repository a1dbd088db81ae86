import { durationChange } from '$lib/components/format-duration';
import { count, percent, signed } from '$lib/components/format-number';
import type { Figure } from '$lib/components/figure';
import { UNKNOWN } from '$lib/components/unknown';
import type { ErrorsDeltaRow } from '$lib/server/answers/errors-delta';
import type { LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { deltaEvidence, fasterEvidence } from './delta-evidence';
import { errorsEvidence } from './latency-evidence';
import { between, chance, type Names } from './latency-words';

/** The numbers behind the answer: matched deltas, the chance of being faster, coverage, and the errors' difference. */
export function deltaFigures(
  answer: LatencyDeltaAnswer,
  errors: ErrorsDeltaRow | undefined,
  names: Names,
): Figure[] {
  return [
    deltaFigure(answer, 'p50', names),
    deltaFigure(answer, 'p95', names),
    fasterFigure(answer, names),
    {
      label: 'Traffic compared',
      value: percent(answer.coverage_pct, 0),
      note: `of ${names.baseline}’s ${count(answer.measured.baseline)} measured · ${count(answer.strata)} strata`,
    },
    errorsFigure(errors, names),
  ];
}

function deltaFigure(answer: LatencyDeltaAnswer, name: 'p50' | 'p95', names: Names): Figure {
  const figures = answer.matched[name];
  if (!figures) return { label: `${name}, like for like`, value: UNKNOWN, note: noneNote(answer) };
  return {
    label: `${name}, like for like`,
    value: durationChange(figures.value),
    note: `${between(figures, durationChange)} · all traffic ${durationChange(answer.raw[name])}`,
    evidence: deltaEvidence(answer, name, names),
    sample: Math.min(answer.measured.baseline, answer.measured.candidate),
  };
}

function fasterFigure(answer: LatencyDeltaAnswer, names: Names): Figure {
  const faster = answer.faster_probability;
  if (!faster) return { label: 'Probability of being faster', value: UNKNOWN, note: noneNote(answer) };
  return {
    label: 'Probability of being faster',
    value: chance(faster.value),
    note: `${between(faster, chance)} · 50 % is no difference`,
    evidence: fasterEvidence(answer, names),
  };
}

function noneNote({ verdict, resolution_ms }: LatencyDeltaAnswer): string {
  return verdict !== 'not comparable' && resolution_ms > 1
    ? 'finer than the whole seconds recorded'
    : 'not comparable';
}

function errorsFigure(row: ErrorsDeltaRow | undefined, names: Names): Figure {
  const label = 'Errors, difference';
  if (!row || row.difference === null || row.low === null || row.high === null)
    return { label, value: UNKNOWN, note: 'a route’s sources do not log errors' };
  return {
    label,
    value: `${points(row.difference)} pp`,
    note: `${points(row.low)} to ${points(row.high)} · ${percent(row.candidate_pct, 2)} against ${percent(row.baseline_pct, 2)}`,
    evidence: errorsEvidence(row, `${points(row.difference)} pp`, names),
  };
}

/** Percentage points with their sign. */
export function points(value: number): string {
  const text = value.toFixed(2).replace('-', '−');
  return signed(/[1-9]/.test(text) ? text : text.replace('−', ''));
}

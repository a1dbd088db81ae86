import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import { duration, durationChange } from '$lib/components/format-duration';
import { count, percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import type { DeltaQuantile, LatencyDeltaAnswer } from '$lib/server/answers/latency-delta-answer';
import { between, chance, withInterval, type Names } from './latency-words';

const WORDS = { model: 'model', region: 'region', output_band: 'band of output tokens (powers of two)' };

/** Why a matched delta is what it is. */
export function deltaEvidence(answer: LatencyDeltaAnswer, name: DeltaQuantile, names: Names): EvidenceSpec {
  const figures = answer.matched[name];
  return {
    title: `${name} of ${names.metric}, ${names.candidate} against ${names.baseline}, like for like`,
    value: figures ? withInterval(figures) : UNKNOWN,
    formula: `${name} on ${names.candidate} − ${name} on ${names.baseline}, both over strata of the same ${alike(answer)} that have at least 20 measured requests on each route, each stratum weighing what it weighs on ${names.baseline}. Interval: block bootstrap over ${answer.blocks.unit}s, 1,000 draws; none where either route has measured requests in fewer than five of them.`,
    ...(figures
      ? {
          working: `${durationChange(figures.value)} = ${duration(figures.candidate)} − ${duration(figures.baseline)}`,
        }
      : {}),
    inputs: [
      { label: 'Strata', value: `${count(answer.strata)} of ${count(answer.baseline_strata)}` },
      { label: `Share of ${names.baseline} covered`, value: percent(answer.coverage_pct) },
      {
        label: answer.blocks.unit === 'day' ? 'Days' : 'Hours',
        value: `${count(answer.blocks.baseline)} and ${count(answer.blocks.candidate)}`,
        note: `on ${names.baseline} and on ${names.candidate}`,
      },
      { label: 'All traffic, not like for like', value: durationChange(answer.raw[name]) },
    ],
    rowsUsed: answer.rows
      .filter(({ matched }) => matched)
      .reduce((sum, row) => sum + row.baseline_measured + row.candidate_measured, 0),
    leftOut: [
      {
        count: answer.rows
          .filter(({ matched }) => !matched)
          .reduce((sum, row) => sum + row.baseline_measured + row.candidate_measured, 0),
        what: 'measured requests',
        why: 'in strata of which one of the routes has fewer than 20',
      },
    ].filter(({ count: left }) => left > 0),
    links: [{ label: 'The rows behind it', href: '/rows' }],
  };
}

/** Why the probability of being faster is what it is. */
export function fasterEvidence(answer: LatencyDeltaAnswer, names: Names): EvidenceSpec {
  const faster = answer.faster_probability;
  return {
    title: `Probability that ${names.candidate} is faster`,
    value: faster ? chance(faster.value) : UNKNOWN,
    formula: `Of a request on each route, alike in ${alike(answer)}, how often the one on ${names.candidate} takes less: Σ over strata of weight × (P(less) + ½ P(equal)). 50 % is no difference.`,
    inputs: faster ? [{ label: '95 % interval', value: between(faster, chance) }] : [],
    links: [{ label: 'The rows behind it', href: '/rows' }],
  };
}

function alike({ match }: LatencyDeltaAnswer): string {
  return match.map((one) => WORDS[one]).join(', ');
}

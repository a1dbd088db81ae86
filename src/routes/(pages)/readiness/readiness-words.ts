import type { AnswerPart } from '$lib/components/answer-part';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import type { Figure } from '$lib/components/figure';
import { date, time } from '$lib/components/format-date';
import { money } from '$lib/components/format-money';
import { count, fixed, percent } from '$lib/components/format-number';
import { UNKNOWN } from '$lib/components/unknown';
import type { CriterionGroup } from '$lib/readiness/criteria';
import type { ReadinessVerdict } from '$lib/readiness/verdict';
import type { CriterionRow, ReadinessAnswer } from '$lib/server/answers/readiness-answer';

/** What each verdict says aloud. */
const SAID: Record<ReadinessVerdict, string> = {
  ready: 'Ready to move.',
  'not yet': 'Not yet: moving would not pay enough.',
  wait: 'Wait.',
  'not enough information': 'Not enough information to say.',
};

export const GROUP_TITLES: Record<CriterionGroup, string> = {
  primary: 'Primary criteria: ready needs two',
  fit: 'Fit',
  blocker: 'Blockers: any one means wait, unless waived',
};

/** How the state of a blocker is said: one that is met stands in the way. */
export const BLOCKER_WORDS = { met: 'applies', 'not met': 'does not apply' };

/** The verdict and its reason. */
export function readinessSentence({ verdict, why }: ReadinessAnswer): AnswerPart[] {
  return [`${SAID[verdict]} ${why}`];
}

/** How many of each group are met, apply or are not known. */
export function readinessFigures(answer: ReadinessAnswer): Figure[] {
  const of = (group: CriterionGroup) => answer.criteria.filter((row) => row.group === group);
  const blockers = of('blocker');
  const blocking = blockers.filter(({ state, source }) => state === 'met' && source !== 'waived');
  const open = blockers.filter(({ state, source }) => state === 'unknown' && source !== 'waived');
  const fit = of('fit');
  const { met, needed, of: all } = answer.primaries;
  return [
    {
      label: 'Primary criteria met',
      value: `${met} of ${all}`,
      note: `${needed} are needed`,
      evidence: countEvidence('Primary criteria met', `${met} of ${all}`, of('primary')),
    },
    {
      label: 'Blockers that apply',
      value: count(blocking.length),
      note:
        open.length === 0 ? 'of all, each known' : `${open.length} of ${blockers.length} not declared yet`,
      ...(blocking.length > 0 ? { tone: 'bad' as const } : {}),
      evidence: countEvidence('Blockers that apply', count(blocking.length), blockers),
    },
    {
      label: 'Fit',
      value: `${fit.filter(({ state }) => state === 'met').length} of ${fit.length}`,
      note: 'says how well it would suit, not whether',
      evidence: countEvidence(
        'Fit',
        `${fit.filter(({ state }) => state === 'met').length} of ${fit.length}`,
        fit,
      ),
    },
  ];
}

function countEvidence(title: string, value: string, rows: CriterionRow[]): EvidenceSpec {
  return {
    title,
    value,
    formula: 'Criteria above their threshold as measured, or as declared; a waiver stands above both.',
    inputs: rows.map((row) => ({
      label: row.name,
      value: `${row.state}, ${row.source}`,
      note: row.evidence,
    })),
  };
}

/** A criterion's value with its unit, as shown. */
export function valueText({ value, unit }: Pick<CriterionRow, 'value' | 'unit'>): string {
  if (value === null) return UNKNOWN;
  if (unit === 'USD a month') return `${money(String(value), 'USD')} a month`;
  if (typeof value === 'string') return value;
  return unit === '%'
    ? percent(value)
    : `${fixed(value, Number.isInteger(value) ? 0 : 1)}${unit ? ` ${unit}` : ''}`;
}

/** Its threshold, likewise. */
export function thresholdText({ threshold, unit }: Pick<CriterionRow, 'threshold' | 'unit'>): string {
  if (threshold === null) return UNKNOWN;
  const number = threshold.toLocaleString('en', { maximumFractionDigits: 6 });
  return unit === 'USD a month' ? `$${number}` : unit === '%' ? `${number} %` : number;
}

/** Whose word the state is: measured, or by whom and when. */
export function sourceText({ source, state, by, on }: CriterionRow): string {
  if (source === 'measured') return state === 'unknown' ? 'nobody yet' : 'measured';
  return `${source} by ${by ?? ''}, ${date(on)}`;
}

/** Everything that is known of a criterion. */
export function criterionEvidence(row: CriterionRow, carry: (href: string) => string): EvidenceSpec {
  return {
    title: row.name,
    value: row.value === null ? row.state : valueText(row),
    formula: `${row.statement}.`,
    ...(row.value !== null && row.threshold !== null
      ? { working: `${valueText(row)}, against more than ${thresholdText(row)}: ${row.measured_state}` }
      : {}),
    inputs: [
      {
        label: 'Measured',
        value: row.measured_state === 'unknown' ? 'not known' : row.measured_state,
        note: row.evidence,
      },
      ...(row.declared === null
        ? []
        : [
            {
              label: `Declared by ${row.declared_by ?? ''}`,
              value: row.declared ? 'it is so' : 'it is not so',
            },
          ]),
      ...(row.by === null
        ? []
        : [
            {
              label: `${row.source} by ${row.by}`,
              value: time(row.on),
              ...(row.note ? { note: row.note } : {}),
            },
          ]),
      ...(row.threshold !== null && row.threshold !== row.default_threshold
        ? [
            {
              label: 'Threshold set here',
              value: thresholdText(row),
              note: `by default ${row.default_threshold ?? ''}`,
            },
          ]
        : []),
    ],
    ...(row.link ? { links: [{ label: row.link.label, href: carry(row.link.href) }] } : {}),
  };
}

/** A change as said in the history. */
export function changeText({ what, to }: ReadinessAnswer['history'][number]): string {
  switch (what) {
    case 'threshold':
      return to === null ? 'threshold back to its default' : `threshold set to ${String(to)}`;
    case 'declared':
      return to === null ? 'declaration taken back' : to ? 'declared: it is so' : 'declared: it is not so';
    case 'waived':
      return to ? 'waived' : 'waiver taken back';
    case 'home_regions':
      return `home regions: ${Array.isArray(to) && to.length > 0 ? to.join(', ') : 'none'}`;
  }
}

import type { AnswerPart } from '$lib/components/answer-part';
import type { EvidenceSpec } from '$lib/components/evidence.svelte';
import type { Figure } from '$lib/components/figure';
import { date, time } from '$lib/components/format-date';
import { duration } from '$lib/components/format-duration';
import { count, counted, fixed, percent } from '$lib/components/format-number';
import type { Trigger, TriggerRules } from '$lib/rollout/triggers';
import type { FiringRow, RolloutAnswer } from '$lib/server/answers/rollout-answer';

export const TRIGGER_NAMES: Record<Trigger, string> = {
  error_rate: 'Error rate',
  p95_duration: 'p95 duration',
  session_state: 'Session state',
};

/** How far it is, and whether anything would have called it back. */
export function rolloutSentence(answer: RolloutAnswer): AnswerPart[] {
  const { parallel, ramp, firings, windows } = answer;
  const share = ramp.now?.share_pct ?? null;
  return [
    'Both routes ran side by side for ',
    { text: counted(parallel.hours, 'hour'), evidence: parallelEvidence(answer) },
    `, of the ${parallel.gate_hours} that the gate asks; relay routes carried `,
    share === null ? 'nothing' : { text: percent(share), evidence: shareEvidence(answer) },
    ramp.now ? ` on ${date(ramp.now.day)}. ` : '. ',
    windows.evaluated === 0
      ? 'No window had enough requests to judge the rollback triggers by.'
      : { text: firedText(firings.length), evidence: windowsEvidence(answer) },
    ...(windows.evaluated === 0
      ? []
      : [
          ` in ${counted(windows.evaluated, 'window')}; ${count(windows.not_enough_data)} more had not enough data.`,
        ]),
  ];
}

function firedText(firings: number): string {
  return firings === 0 ? 'No rollback trigger fired' : `Rollback triggers fired ${counted(firings, 'time')}`;
}

/** The figures behind the sentence. */
export function rolloutFigures(answer: RolloutAnswer): Figure[] {
  const { parallel, ramp, firings, windows, checklist } = answer;
  const met = checklist.filter(({ state }) => state === 'met').length;
  return [
    {
      label: 'Parallel run',
      value: counted(parallel.hours, 'hour'),
      note: `longest without a gap ${count(parallel.longest_hours)}; on ${count(parallel.days)} of ${parallel.recommended_days} recommended days`,
      ...(parallel.met ? { tone: 'good' as const } : {}),
      evidence: parallelEvidence(answer),
    },
    {
      label: 'Share of relay routes',
      value: percent(ramp.now?.share_pct),
      note: ramp.now
        ? `on ${date(ramp.now.day)}; ${ramp.now.planned_pct === null ? 'nothing planned for that day' : `planned ${percent(ramp.now.planned_pct, 0)}`}`
        : 'no requests in this data',
      evidence: shareEvidence(answer),
    },
    {
      label: 'Firings',
      value: windows.evaluated === 0 ? '—' : count(firings.length),
      note:
        windows.evaluated === 0
          ? 'no window had enough data'
          : `${counted(windows.evaluated, 'window')} judged, ${count(windows.not_enough_data)} not`,
      ...(firings.length > 0 ? { tone: 'bad' as const } : {}),
      evidence: windowsEvidence(answer),
    },
    {
      label: 'Checklist',
      value: `${met} of ${checklist.length}`,
      note: 'steps met, by evidence or by declaration',
      href: '#checklist',
    },
  ];
}

function parallelEvidence({ parallel, official, relay }: RolloutAnswer): EvidenceSpec {
  return {
    title: 'Parallel run',
    value: counted(parallel.hours, 'hour'),
    formula: `Hours in which ${official.name} and ${relay.name} each served ${parallel.min_requests} requests or more; buckets of up to an hour count. The gate is ${parallel.gate_hours} hours, ${parallel.recommended_days} days are recommended.`,
    inputs: [
      { label: 'First such hour', value: time(parallel.from) },
      { label: 'End of the last', value: time(parallel.to) },
      { label: 'Longest without a gap', value: counted(parallel.longest_hours, 'hour') },
      { label: 'Days with at least one', value: count(parallel.days) },
    ],
  };
}

function shareEvidence({ ramp }: RolloutAnswer): EvidenceSpec {
  const { now } = ramp;
  const all = now ? now.relay + now.official : 0;
  return {
    title: 'Share of relay routes',
    value: percent(now?.share_pct),
    formula:
      'Requests on relay routes ÷ requests on all routes, of the last day with requests. Traffic that is sent to both counts on both.',
    ...(now ? { working: `${percent(now.share_pct)} = ${count(now.relay)} ÷ ${count(all)}` } : {}),
    inputs: [
      { label: 'Day', value: date(now?.day) },
      {
        label: 'Planned for it',
        value: percent(now?.planned_pct),
        note: ramp.starts_on ? `the ramp begins on ${date(ramp.starts_on)}` : 'the ramp has no date yet',
      },
    ],
  };
}

function windowsEvidence({ windows, rules, firings }: RolloutAnswer): EvidenceSpec {
  return {
    title: 'Rollback triggers, replayed',
    value: counted(firings.length, 'firing'),
    formula: `Windows of ${rules.window_minutes} minutes in which the relay served, single requests only, judged where both routes served ${rules.min_requests} or more; by a trigger only where as many tell what it compares: attempts whose source logs errors, latencies. ${ruleText('error_rate', rules)}. ${ruleText('p95_duration', rules)}. ${ruleText('session_state', rules)}.`,
    inputs: (['error_rate', 'p95_duration', 'session_state'] as const).map((trigger) => ({
      label: TRIGGER_NAMES[trigger],
      value: `${count(windows.by_trigger[trigger].over)} of ${count(windows.by_trigger[trigger].judged)} windows over the limit`,
    })),
    leftOut: [
      {
        count: windows.not_enough_data,
        what: 'windows',
        why: `fewer than ${rules.min_requests} requests on one of the routes: not enough data`,
      },
      {
        count: windows.bucket_records,
        what: 'records',
        why: 'stand for several requests, so that no window can tell when these ran',
      },
    ],
  };
}

/** When a trigger fires, in words. */
export function ruleText(trigger: Trigger, rules: TriggerRules): string {
  const { limit, windows } = rules[trigger];
  const row = windows === 1 ? 'one window' : `${windows} windows in a row`;
  if (trigger === 'error_rate') return `Error rate more than ${limit} points above official in ${row}`;
  if (trigger === 'p95_duration') return `p95 duration more than ${limit} ms above official in ${row}`;
  return `More than ${counted(limit, 'session-state error')} in ${row}`;
}

/** A value of a trigger with its unit: of a difference with the sign that it has. */
export function triggerValue(trigger: Trigger, value: number): string {
  if (trigger === 'error_rate') return percent(value, 2);
  return trigger === 'p95_duration' ? duration(value) : count(value);
}

/** Everything that is known of a firing. */
export function firingEvidence(row: FiringRow, rules: TriggerRules): EvidenceSpec {
  const shown = (value: number): string => triggerValue(row.trigger, value);
  return {
    title: `${TRIGGER_NAMES[row.trigger]}, ${time(row.fired_at)}`,
    value: shown(row.difference),
    formula: `${ruleText(row.trigger, rules)}. Difference = relay − official; a person could have known at the end of the window that made it fire.`,
    inputs: row.over.map((window) => ({
      label: time(window.window_start),
      value: `${shown(window.relay)} − ${shown(window.official)} = ${shown(window.difference)}`,
    })),
  };
}

/** Minutes as hours and minutes. */
export function minutesText(minutes: number): string {
  if (minutes < 120) return `${fixed(minutes, minutes < 10 ? 1 : 0)} min`;
  return minutes < 2880 ? `${fixed(minutes / 60, 1)} hours` : `${fixed(minutes / 1440, 1)} days`;
}

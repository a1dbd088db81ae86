import { date, time } from '$lib/components/format-date';
import { count, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { RampDay } from '$lib/rollout/ramp';
import type { TriggerRules } from '$lib/rollout/triggers';
import type { CheckRow, FiringRow, ParallelDay } from '$lib/server/answers/rollout-answer';
import { firingEvidence, TRIGGER_NAMES, triggerValue } from './rollout-words';

/** Every firing, with its evidence. */
export function firingColumns(rules: TriggerRules): Column<FiringRow>[] {
  const value = (key: 'official' | 'relay', label: string): Column<FiringRow> => ({
    key,
    label,
    value: (row) => row[key],
    show: (row) => triggerValue(row.trigger, row[key]),
  });
  return [
    {
      key: 'window_start',
      label: 'First window',
      align: 'left',
      value: (row) => row.window_start,
      show: (row) => time(row.window_start),
    },
    { key: 'trigger', label: 'Trigger', align: 'left', value: (row) => TRIGGER_NAMES[row.trigger] },
    value('official', 'Official'),
    value('relay', 'Relay'),
    {
      key: 'difference',
      label: 'Difference',
      value: (row) => row.difference,
      show: (row) => triggerValue(row.trigger, row.difference),
      evidence: (row) => firingEvidence(row, rules),
    },
    { key: 'windows', label: 'Windows in a row', value: (row) => row.windows },
    {
      key: 'fired_at',
      label: 'Fired',
      align: 'left',
      value: (row) => row.fired_at,
      show: (row) => time(row.fired_at),
    },
    { key: 'known', label: 'Known after', unit: 'min', value: (row) => row.known_after_minutes },
    {
      key: 'at_risk',
      label: 'Conversations at risk',
      value: (row) => row.conversations_at_risk,
      show: (row) => count(row.conversations_at_risk),
    },
  ];
}

export const rampColumns: Column<RampDay>[] = [
  { key: 'day', label: 'Day', align: 'left', value: (row) => row.day, show: (row) => date(row.day) },
  {
    key: 'official',
    label: 'Official requests',
    value: (row) => row.official,
    show: (row) => count(row.official),
  },
  { key: 'relay', label: 'Relay requests', value: (row) => row.relay, show: (row) => count(row.relay) },
  {
    key: 'share',
    label: 'Relay share',
    value: (row) => row.share_pct,
    show: (row) => percent(row.share_pct),
    missing: 'no requests on this day',
  },
  {
    key: 'planned',
    label: 'Planned',
    value: (row) => row.planned_pct,
    show: (row) => percent(row.planned_pct, 0),
    missing: 'nothing planned for this day',
  },
];

export const parallelColumns: Column<ParallelDay>[] = [
  { key: 'day', label: 'Day', align: 'left', value: (row) => row.day, show: (row) => date(row.day) },
  { key: 'hours', label: 'Hours in parallel', value: (row) => row.hours },
  {
    key: 'official',
    label: 'Official requests',
    value: (row) => row.official,
    show: (row) => count(row.official),
  },
  { key: 'relay', label: 'Relay requests', value: (row) => row.relay, show: (row) => count(row.relay) },
];

export const checkColumns: Column<CheckRow>[] = [
  { key: 'name', label: 'Step', align: 'left', value: (row) => row.name, sortable: false },
  { key: 'state', label: 'State', align: 'left', value: (row) => row.state },
  {
    key: 'source',
    label: 'Source',
    align: 'left',
    value: (row) =>
      row.source === 'measured'
        ? row.state === 'unknown'
          ? 'nobody yet'
          : 'measured'
        : `declared by ${row.by ?? ''}, ${date(row.on)}`,
  },
  { key: 'evidence', label: 'Evidence', align: 'left', value: (row) => row.evidence, sortable: false },
  { key: 'note', label: 'Note', align: 'left', value: (row) => row.note, missing: 'none given' },
  { key: 'change', label: 'Declare', align: 'left', value: (row) => row.id, sortable: false },
];

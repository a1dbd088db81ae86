import type { LaneBar } from '$lib/charts/lanes';
import { time } from '$lib/components/format-date';
import { count, counted } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import { TRIGGERS } from '$lib/rollout/triggers';
import type { RolloutAnswer } from '$lib/server/answers/rollout-answer';
import { TRIGGER_NAMES } from './rollout-words';

/** A stretch of time: of a route's or both routes' hours, or of a trigger over its limit. */
export interface LaneRow {
  lane: string;
  from: string;
  to: string;
  hours: number;
  ink: LaneBar['ink'];
}

const BOTH = 'Both, in parallel';

/** All stretches, lane by lane: the routes, both of them, then the triggers that fired. */
export function laneRows({ parallel, firings, official, relay }: RolloutAnswer): LaneRow[] {
  const names = { official: official.name, relay: relay.name, both: BOTH };
  const inks = { official: 'official', relay: 'relay', both: 'good' } as const;
  const runs = parallel.lanes.map(({ lane, from, to }): LaneRow => ({
    lane: names[lane],
    ink: inks[lane],
    ...stretch(from, to),
  }));
  const fired = TRIGGERS.flatMap((trigger) =>
    firings
      .filter((one) => one.trigger === trigger)
      .map(({ window_start, ended_at }): LaneRow => ({
        lane: TRIGGER_NAMES[trigger],
        ink: 'bad',
        ...stretch(window_start, ended_at),
      })),
  );
  return [...runs, ...fired];
}

function stretch(from: string, to: string): Pick<LaneRow, 'from' | 'to' | 'hours'> {
  return { from, to, hours: (Date.parse(to) - Date.parse(from)) / 3_600_000 };
}

/** The same as bars of the chart. */
export function laneBars(rows: LaneRow[]): LaneBar[] {
  return rows.map(({ lane, ink, from, to, hours }) => ({
    lane,
    ink,
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    brief: ink === 'bad',
    text: `${lane}: ${time(from)} to ${time(to)}, ${hoursText(hours)}`,
  }));
}

export const laneColumns: Column<LaneRow>[] = [
  { key: 'lane', label: 'Lane', align: 'left', value: (row) => row.lane },
  { key: 'from', label: 'From', align: 'left', value: (row) => row.from, show: (row) => time(row.from) },
  { key: 'to', label: 'To', align: 'left', value: (row) => row.to, show: (row) => time(row.to) },
  { key: 'hours', label: 'Hours', value: (row) => row.hours, show: (row) => count(row.hours) },
];

/** What the lanes show, in two sentences. */
export function lanesSummary({ parallel, firings, relay }: RolloutAnswer): string {
  const gate = parallel.gate_at
    ? `the gate of ${count(parallel.gate_hours)} hours was reached at ${time(parallel.gate_at)}`
    : `the gate of ${count(parallel.gate_hours)} hours is not reached`;
  const fired =
    firings.length === 0
      ? 'no trigger fired'
      : `triggers fired ${counted(firings.length, 'time')}, the last ending at ${time(lastEnd(firings))}`;
  return `Both routes served side by side in ${counted(parallel.hours, 'hour')}; ${gate}. Over that time on ${relay.name} ${fired}.`;
}

function lastEnd(firings: RolloutAnswer['firings']): string {
  return firings.reduce((last, { ended_at }) => (ended_at > last ? ended_at : last), '');
}

function hoursText(hours: number): string {
  return hours < 1 ? counted(Math.round(hours * 60), 'minute') : counted(hours, 'hour');
}

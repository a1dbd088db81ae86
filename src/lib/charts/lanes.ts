import { dayOfMonth } from '$lib/components/format-date';
import { face, tooltip } from './axes';
import type { Datum, LineOrBar, Pick, Vertical } from './chart-spec';
import type { Ink, InkName } from './ink';

/** A stretch of time in a lane. */
export interface LaneBar {
  lane: string;
  ink: InkName;
  fromMs: number;
  toMs: number;
  /** What it is, as its tooltip says it. */
  text: string;
  /** Seen however short it is; others keep their gaps. */
  brief?: boolean;
}

const MS_PER_DAY = 86_400_000;

/** Stretches of time in lanes one under the other, on one axis of days (UTC); moments marked. */
export function lanes(bars: LaneBar[], order: string[], marks: Vertical[], ink: Ink): LineOrBar {
  return {
    type: 'bar',
    data: {
      labels: order,
      datasets: [
        laneSet(
          'Stretches',
          bars.filter(({ brief }) => !brief),
          0,
          ink,
        ),
        laneSet(
          'Moments',
          bars.filter(({ brief }) => brief),
          3,
          ink,
        ),
      ],
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'nearest', axis: 'xy', intersect: true },
      layout: { padding: { top: marks.length > 0 ? 20 : 8, right: 16 } },
      scales: {
        x: dayAxis(bars, ink),
        y: {
          type: 'category',
          border: { display: false },
          grid: { display: false },
          ticks: { color: ink.colour('text'), font: face(ink), autoSkip: false },
        },
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            title: () => '',
            label: ({ datasetIndex, dataIndex }) =>
              ` ${bars[laneIndex(bars, { dataset: datasetIndex, index: dataIndex })]?.text ?? ''}`,
          },
        },
        verticals: {
          lines: marks.map(({ at, text }) => ({ at: at / MS_PER_DAY, text })),
          colour: ink.colour('edge'),
          ink: ink.colour('muted'),
        },
      },
    },
  };
}

/** The place in the list of a bar that was picked: stretches are drawn first, then what is brief. */
export function laneIndex(bars: LaneBar[], { dataset, index }: Pick): number {
  const kind = bars.filter(({ brief }) => (brief === true) === (dataset === 1));
  const bar = kind[index];
  return bar ? bars.indexOf(bar) : -1;
}

function laneSet(label: string, bars: LaneBar[], minBarLength: number, ink: Ink) {
  return {
    label,
    data: bars.map(({ lane, fromMs, toMs }): Datum => ({
      x: [fromMs / MS_PER_DAY, toMs / MS_PER_DAY],
      y: lane,
    })),
    backgroundColor: bars.map((bar) => ink.colour(bar.ink)),
    grouped: false,
    barThickness: 16,
    minBarLength,
  };
}

function dayAxis(bars: LaneBar[], ink: Ink) {
  return {
    type: 'linear' as const,
    min: Math.min(...bars.map(({ fromMs }) => fromMs)) / MS_PER_DAY,
    max: Math.max(...bars.map(({ toMs }) => toMs)) / MS_PER_DAY,
    border: { color: ink.colour('edge') },
    grid: { color: ink.colour('line'), drawTicks: false },
    ticks: {
      color: ink.colour('muted'),
      font: face(ink),
      padding: 6,
      precision: 0,
      maxRotation: 0,
      autoSkipPadding: 24,
      callback: (value: string | number) =>
        Number.isInteger(Number(value)) ? dayOfMonth(dayText(Number(value))) : '',
    },
  };
}

function dayText(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

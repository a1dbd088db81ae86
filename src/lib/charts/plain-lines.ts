import { categoryAxis, endRoom, face, tooltip, valueAxis } from './axes';
import type { Datum, EndLabel, LineOrBar } from './chart-spec';
import { inkOf, type Hue } from './hues';
import type { Ink, InkName } from './ink';

export interface PlainSeries {
  label: string;
  hue: Hue;
  /** One per category; null is a gap and stays one. */
  values: (number | null)[];
  /** The ends of each value's interval, drawn as a whisker. */
  intervals?: ([number, number] | null)[];
  /** Stands behind the others: drawn dotted, without a word at its end. */
  behind?: boolean;
}

export interface PlainLines {
  /** Categories in order: days, hours. */
  labels: string[];
  series: PlainSeries[];
  /** A category as its tick, and in full. */
  tick: (index: number) => string;
  title: (index: number) => string;
  /** A value with its unit. */
  show: (value: number) => string;
}

/** Lines over time or hours in any unit: straight segments, gaps stay gaps, intervals as whiskers. */
export function plainLines(input: PlainLines, ink: Ink): LineOrBar {
  const ends = endLabels(input.series, ink);
  return {
    type: 'line',
    data: {
      labels: input.labels,
      datasets: [
        ...input.series.map((series) => lineOf(series, ink)),
        ...input.series.flatMap((series) => (series.intervals ? [whiskerOf(series, ink)] : [])),
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 8, right: endRoom(ends.map(({ text }) => text)) } },
      scales: { x: categoryAxis(ink, input.tick), y: valueAxis(ink, input.show) },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          filter: ({ datasetIndex }) => datasetIndex < input.series.length,
          callbacks: {
            title: ([item]) => input.title(item?.dataIndex ?? 0),
            label: ({ datasetIndex, dataIndex }) => said(input, datasetIndex, dataIndex),
          },
        },
        endLabels: { labels: ends },
        crosshair: { colour: ink.colour('edge') },
      },
      font: face(ink),
    },
  };
}

function lineOf({ label, hue, values, behind }: PlainSeries, ink: Ink) {
  return {
    type: 'line' as const,
    label,
    data: values as Datum[],
    borderColor: ink.colour(hue),
    backgroundColor: ink.colour(hue),
    borderWidth: behind ? 1 : 2,
    borderDash: behind ? [2, 3] : [],
    pointRadius: values.map((_, i) => (isAlone(values, i) ? 2.5 : 0)),
    pointHoverRadius: 4,
    pointHitRadius: 8,
    spanGaps: false,
    tension: 0,
  };
}

function whiskerOf({ label, hue, intervals }: PlainSeries, ink: Ink) {
  return {
    type: 'bar' as const,
    label: `${label}, 95 % interval`,
    data: intervals as Datum[],
    backgroundColor: ink.pale(hue),
    barThickness: 3,
    grouped: false,
  };
}

/** A value between two gaps has no line to be seen by: it gets a point. */
function isAlone(values: (number | null)[], i: number): boolean {
  return (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null;
}

function said({ series, show }: PlainLines, dataset: number, index: number): string {
  const one = series[dataset];
  const value = one?.values[index] ?? null;
  if (!one || value === null) return ` ${one?.label ?? ''}: not measured`;
  const interval = one.intervals?.[index];
  const ends = interval ? ` (${show(interval[0])} to ${show(interval[1])})` : '';
  return ` ${one.label}: ${show(value)}${ends}`;
}

function endLabels(series: PlainSeries[], ink: Ink): EndLabel[] {
  return series.flatMap(({ label, hue, values, behind }, dataset) =>
    behind
      ? []
      : [
          {
            dataset,
            text: label,
            colour: ink.colour(inkOf(hue) as InkName),
            pointIndex: Math.max(
              0,
              values.findLastIndex((value) => value !== null),
            ),
          },
        ],
  );
}

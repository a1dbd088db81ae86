import { dayOfMonth, date, month } from '$lib/components/format-date';
import { axisMoney, tooltipMoney } from './money-ticks';
import { categoryAxis, endRoom, face, tooltip, valueAxis } from './axes';
import type { Datum, EndLabel, LineOrBar, Vertical } from './chart-spec';
import { inkOf, type Hue } from './hues';
import type { Ink, InkName } from './ink';

export type Grain = 'day' | 'week' | 'month';

export interface TimeSeries {
  label: string;
  hue: Hue | 'text';
  /** One per start; null is a gap and stays one. */
  values: (number | null)[];
  /** What did not happen (would have cost, was before): dotted. */
  dotted?: boolean;
  /** The line that the chart is about. */
  strong?: boolean;
}

export interface OverTime {
  /** Starts of the buckets, YYYY-MM-DD or YYYY-MM, in order. */
  starts: string[];
  grain: Grain;
  series: TimeSeries[];
  currency: string;
  /** Indexes of buckets that the data does not cover whole: drawn pale. */
  incomplete?: number[];
  marks?: Vertical[];
  /** All of the compared period, as many days later: a pale dotted line over bars. */
  compared?: { label: string; values: (number | null)[]; incomplete: number[] };
}

/** Money over time as lines: straight segments, gaps stay gaps, words at the ends, incomplete buckets dotted and pale. */
export function linesOverTime(input: OverTime, ink: Ink): LineOrBar {
  const incomplete = new Set(input.incomplete);
  return {
    type: 'line',
    data: {
      labels: input.starts,
      datasets: input.series.map((series) => ({
        label: series.label,
        data: series.values as Datum[],
        borderColor: ink.colour(series.hue),
        backgroundColor: ink.colour(series.hue),
        borderWidth: series.strong ? 2 : 1.5,
        borderDash: series.dotted ? [2, 3] : [],
        pointRadius: lonePoints(series.values),
        pointHoverRadius: 4,
        pointHitRadius: 8,
        spanGaps: false,
        tension: 0,
        segment: {
          borderColor: ({ p1DataIndex }: { p1DataIndex: number }) =>
            incomplete.has(p1DataIndex) ? ink.pale(series.hue) : undefined,
          borderDash: ({ p1DataIndex }: { p1DataIndex: number }) =>
            incomplete.has(p1DataIndex) ? [1, 4] : undefined,
        },
      })),
    },
    options: timeOptions(input, ink, false, endLabels(input, ink)),
  };
}

/** Money over time as bars that add up; incomplete buckets are pale. */
export function barsOverTime(input: OverTime, ink: Ink): LineOrBar {
  const incomplete = new Set(input.incomplete);
  return {
    type: 'bar',
    data: {
      labels: input.starts,
      datasets: [
        ...comparedLine(input, ink),
        ...input.series.map(({ label, hue, values }) => ({
          label,
          data: values as Datum[],
          backgroundColor: values.map((_, i) => (incomplete.has(i) ? ink.pale(hue) : ink.colour(hue))),
          borderColor: ink.colour('surface'),
          borderWidth: { top: 1, right: 0, bottom: 0, left: 0 },
          maxBarThickness: 44,
          categoryPercentage: 0.86,
          barPercentage: 1,
        })),
      ],
    },
    options: timeOptions(input, ink, true, []),
  };
}

function comparedLine({ compared }: OverTime, ink: Ink): LineOrBar['data']['datasets'] {
  if (!compared) return [];
  const points = lonePoints(compared.values);
  return [
    {
      type: 'line',
      label: compared.label,
      data: compared.values as Datum[],
      borderColor: ink.colour('muted'),
      backgroundColor: ink.colour('muted'),
      borderWidth: 1.5,
      borderDash: [2, 3],
      pointRadius: points,
      pointHoverRadius: 3,
      spanGaps: false,
      tension: 0,
    },
  ];
}

function timeOptions(input: OverTime, ink: Ink, stacked: boolean, labels: EndLabel[]): LineOrBar['options'] {
  return {
    interaction: { mode: 'index', intersect: false },
    layout: {
      padding: { top: input.marks?.length ? 20 : 8, right: endRoom(labels.map(({ text }) => text)) },
    },
    scales: {
      x: categoryAxis(ink, (index) => tickOf(input.starts[index] ?? '', input.grain), stacked),
      y: valueAxis(ink, axisMoney(input.currency), stacked),
    },
    plugins: {
      tooltip: {
        ...tooltip(ink),
        itemSort: (a, b) => Number(b.parsed.y) - Number(a.parsed.y),
        filter: (item) => !stacked || item.parsed.y !== 0,
        callbacks: {
          title: ([item]) => titleOf(input, item?.dataIndex ?? 0),
          label: ({ dataset, parsed }) => ` ${dataset.label}: ${tooltipMoney(parsed.y, input.currency)}`,
          footer: (items) =>
            footerOf(
              items.filter(({ dataset }) => dataset.type !== 'line').map(({ parsed }) => parsed.y ?? 0),
              stacked,
              input.currency,
            ),
        },
      },
      endLabels: { labels },
      verticals: { lines: input.marks ?? [], colour: ink.colour('edge'), ink: ink.colour('muted') },
      crosshair: { colour: ink.colour('edge') },
      selection: { colour: ink.pale('accent') },
    },
    font: face(ink),
  };
}

function endLabels({ series, incomplete = [] }: OverTime, ink: Ink): EndLabel[] {
  return series.map(({ label, hue, strong, values }, dataset) => ({
    dataset,
    text: label,
    colour: ink.colour((hue === 'text' ? 'text' : inkOf(hue)) as InkName),
    strong: strong === true,
    pointIndex: Math.max(
      0,
      values.findLastIndex((value, i) => value !== null && !incomplete.includes(i)),
    ),
  }));
}

/** A value between two gaps has no line to be seen by: it gets a point. */
function lonePoints(values: (number | null)[]): number[] {
  const missing = (i: number): boolean => values[i] === null || values[i] === undefined;
  return values.map((_, i) => (missing(i - 1) && missing(i + 1) ? 2.5 : 0));
}

function tickOf(start: string, grain: Grain): string {
  return grain === 'month' ? month(start).replace(/^(\w{3})\w*/, '$1') : dayOfMonth(start);
}

function titleOf({ starts, grain, incomplete }: OverTime, index: number): string {
  const start = starts[index] ?? '';
  const said =
    grain === 'week' ? `Week from ${date(start)}` : date(grain === 'month' ? start.slice(0, 7) : start);
  return incomplete?.includes(index) ? `${said} (incomplete)` : said;
}

function footerOf(values: number[], stacked: boolean, currency: string): string {
  if (!stacked || values.length < 2) return '';
  return `Total ${tooltipMoney(
    values.reduce((sum, value) => sum + value, 0),
    currency,
  )}`;
}

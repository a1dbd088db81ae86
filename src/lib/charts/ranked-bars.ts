import { categoryAxis, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar } from './chart-spec';
import type { Hue } from './hues';
import type { Ink } from './ink';

export interface RankedRow {
  label: string;
  value: number;
  /** As shown beside the bar, with unit. */
  text: string;
  hue: Hue;
}

/** The first `top` rows, and one for the rest of them: "and 12 more". Rows come largest first. */
export function topRows(rows: RankedRow[], top: number, sumText: (value: number) => string): RankedRow[] {
  if (rows.length <= top + 1) return rows;
  const rest = rows.slice(top);
  const value = rest.reduce((sum, row) => sum + row.value, 0);
  return [
    ...rows.slice(0, top),
    { label: `and ${rest.length} more`, value, text: sumText(value), hue: 'series-rest' },
  ];
}

/** Bars from zero, largest first, each with its figure. */
export function rankedBars(rows: RankedRow[], tick: (value: number) => string, ink: Ink): LineOrBar {
  return {
    type: 'bar',
    data: {
      labels: rows.map(({ label }) => label),
      datasets: [
        {
          data: rows.map(({ value }) => value) as Datum[],
          backgroundColor: rows.map(({ hue }) => ink.colour(hue)),
          maxBarThickness: 16,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'index', axis: 'y', intersect: false },
      layout: { padding: { right: 64 } },
      scales: {
        x: { ...valueAxis(ink, tick), display: false },
        y: { ...categoryAxis(ink, (index) => rows[index]?.label ?? ''), border: { display: false } },
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: { label: ({ dataIndex }) => ` ${rows[dataIndex]?.text ?? ''}` },
        },
        barLabels: { texts: rows.map(({ text }) => text), colours: rows.map(() => ink.colour('text')) },
      },
    },
  };
}

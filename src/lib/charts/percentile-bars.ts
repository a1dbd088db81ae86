import { duration } from '$lib/components/format-duration';
import { categoryAxis, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar } from './chart-spec';
import type { Hue } from './hues';
import type { Ink } from './ink';

export interface PercentileRow {
  label: string;
  /** Per route, in the order of `routes`; null where nothing was measured. */
  routes: ({ p50: number; p95: number } | null)[];
}

/** From the median to p95, one bar a route beside each other, per model or region: what is typical and what is bad. */
export function percentileBars(
  rows: PercentileRow[],
  routes: { label: string; hue: Hue }[],
  ink: Ink,
): LineOrBar {
  return {
    type: 'bar',
    data: {
      labels: rows.map(({ label }) => label),
      datasets: routes.map(({ label, hue }, i) => ({
        label,
        data: rows.map(({ routes: all }) => spanOf(all[i])) as Datum[],
        backgroundColor: ink.pale(hue),
        borderColor: ink.colour(hue),
        borderWidth: { left: 3, right: 3, top: 0, bottom: 0 },
        borderSkipped: false,
        maxBarThickness: 12,
        barPercentage: 0.8,
        categoryPercentage: 0.7,
      })),
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'index', axis: 'y', intersect: false },
      layout: { padding: { right: 24 } },
      scales: {
        x: valueAxis(ink, duration),
        y: { ...categoryAxis(ink, (index) => rows[index]?.label ?? ''), border: { display: false } },
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            label: ({ dataset, dataIndex, datasetIndex }) =>
              ` ${dataset.label}: ${said(rows[dataIndex]?.routes[datasetIndex])}`,
          },
        },
      },
    },
  };
}

function spanOf(row: { p50: number; p95: number } | null | undefined): [number, number] | null {
  return row ? [row.p50, row.p95] : null;
}

function said(row: { p50: number; p95: number } | null | undefined): string {
  return row ? `p50 ${duration(row.p50)}, p95 ${duration(row.p95)}` : 'not in this data';
}

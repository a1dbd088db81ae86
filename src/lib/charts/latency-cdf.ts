import { duration } from '$lib/components/format-duration';
import { percent } from '$lib/components/format-number';
import { face, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar, Vertical } from './chart-spec';
import { inkOf, type Hue } from './hues';
import type { Ink, InkName } from './ink';

export interface Curve {
  label: string;
  hue: Hue;
  /** Milliseconds at each quantile, ascending. */
  ms: number[];
}

/** Share of requests that had answered by a time: one curve a route, time on a log axis, budgets marked. */
export function latencyCdf(curves: Curve[], quantiles: number[], marks: Vertical[], ink: Ink): LineOrBar {
  const points = curves.map(({ ms }) => rising(ms, quantiles));
  const medians = curves.map(({ ms }) => ms[Math.floor(ms.length / 2)] ?? Infinity);
  const fastest = medians.indexOf(Math.min(...medians));
  return {
    type: 'line',
    data: {
      datasets: curves.map(({ label, hue }, dataset) => ({
        label,
        data: points[dataset] as Datum[],
        borderColor: ink.colour(hue),
        backgroundColor: ink.colour(hue),
        borderWidth: 2,
        pointRadius: 0,
        pointHoverRadius: 4,
        tension: 0,
      })),
    },
    options: {
      parsing: false,
      interaction: { mode: 'nearest', axis: 'xy', intersect: false },
      layout: { padding: { top: marks.length > 0 ? 20 : 8, right: 24 } },
      scales: {
        x: timeAxis(curves, marks, ink),
        y: shareAxis(ink),
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            title: () => '',
            label: ({ dataset, parsed }) =>
              ` ${dataset.label}: ${percent(parsed.y)} within ${duration(parsed.x)}`,
          },
        },
        endLabels: {
          labels: curves.map(({ label, hue }, dataset) => ({
            dataset,
            text: label,
            colour: ink.colour(inkOf(hue) as InkName),
            strong: true,
            beside: dataset === fastest ? 'left' : 'right',
            pointIndex: Math.floor((points[dataset]?.length ?? 0) * (dataset === fastest ? 0.7 : 0.5)),
          })),
        },
        verticals: { lines: marks, colour: ink.colour('edge'), ink: ink.colour('muted') },
      },
    },
  };
}

/** Where several shares have one time (they do where times are counted in buckets), the greatest: no steps. */
function rising(ms: number[], quantiles: number[]): { x: number; y: number }[] {
  return ms.flatMap((x, i) =>
    ms[i + 1] === x ? [] : [{ x: Math.max(x, 0.1), y: (quantiles[i] ?? 0) * 100 }],
  );
}

/** From 0 to 100 % in quarters. */
function shareAxis(ink: Ink) {
  const axis = valueAxis(ink, (value) => percent(value, 0));
  return { ...axis, max: 100, ticks: { ...axis.ticks, stepSize: 25 } };
}

function timeAxis(curves: Curve[], marks: Vertical[], ink: Ink) {
  const values = [...curves.flatMap(({ ms }) => ms), ...marks.map(({ at }) => at)].filter((ms) => ms > 0);
  return {
    type: 'logarithmic' as const,
    min: Math.min(...values) * 0.9,
    max: Math.max(...values) * 1.1,
    border: { color: ink.colour('edge') },
    grid: { display: false },
    ticks: {
      color: ink.colour('muted'),
      font: face(ink),
      maxRotation: 0,
      autoSkipPadding: 16,
      callback: (value: string | number) => duration(Number(value)),
    },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = axis.ticks.filter(({ value }) => isRound(value));
    },
  };
}

/** 1, 2 or 5 times a power of ten. */
function isRound(value: number): boolean {
  const digit = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5].some((one) => Math.abs(digit - one) < 1e-6);
}

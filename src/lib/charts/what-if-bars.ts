import { categoryAxis, face, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar } from './chart-spec';
import type { Ink } from './ink';
import { axisMoney } from './money-ticks';

export interface WhatIfBar {
  label: string;
  value: number;
  low: number;
  high: number;
  /** As shown beside the bar. */
  text: string;
  /** What was really paid: no estimate. */
  exact?: boolean;
}

/** What the same input would cost sent in other ways: a bar each, its range as a whisker. */
export function whatIfBars(bars: WhatIfBar[], currency: string, ink: Ink): LineOrBar {
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        {
          label: 'Cost of input',
          data: bars.map(({ value, high }) => [0, Math.max(value, high)] as Datum),
          backgroundColor: 'transparent',
          grouped: false,
          maxBarThickness: 20,
        },
        {
          label: 'Cost of input',
          data: bars.map(({ value }) => value) as Datum[],
          backgroundColor: bars.map(({ exact }) => ink.colour(exact ? 'series-2' : 'series-1')),
          grouped: false,
          maxBarThickness: 20,
          minBarLength: 2,
        },
        {
          label: 'Range',
          data: bars.map(({ low, high }) => (high > low ? [low, high] : null)) as Datum[],
          backgroundColor: ink.colour('text'),
          grouped: false,
          barThickness: 2,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'index', axis: 'y', intersect: false },
      layout: { padding: { right: 64 } },
      scales: {
        x: { ...valueAxis(ink, axisMoney(currency)), display: false },
        y: {
          ...categoryAxis(ink, (index) => bars[index]?.label ?? ''),
          border: { display: false },
          ticks: { color: ink.colour('text'), font: face(ink), autoSkip: false },
        },
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          filter: ({ datasetIndex }) => datasetIndex === 1,
          callbacks: { label: ({ dataIndex }) => ` ${bars[dataIndex]?.text ?? ''}` },
        },
        barLabels: {
          texts: bars.map(({ text }) => text),
          colours: bars.map(() => ink.colour('text')),
        },
      },
    },
  };
}

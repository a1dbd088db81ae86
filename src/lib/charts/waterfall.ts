import { categoryAxis, face, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar } from './chart-spec';
import type { Ink, InkName } from './ink';
import { axisMoney } from './money-ticks';

export interface Step {
  label: string;
  /** For a total its height, for a part its change: negative makes the next total smaller. */
  value: number;
  /** As shown beside the bar. */
  text: string;
  /** Totals stand on zero, in a colour of their own; parts hang from where the last step ended. */
  total?: InkName;
}

/** A cascade from one total through its parts to the next. Less money is good. */
export function waterfall(steps: Step[], currency: string, ink: Ink): LineOrBar {
  const colours = steps.map((step) => ink.colour(hueOf(step)));
  return {
    type: 'bar',
    data: {
      labels: steps.map(({ label }) => label),
      datasets: [
        {
          label: 'Landed cost',
          data: spans(steps) as Datum[],
          backgroundColor: colours,
          borderSkipped: false,
          minBarLength: 2,
          maxBarThickness: 18,
        },
      ],
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'index', axis: 'y', intersect: false },
      layout: { padding: { right: 58 } },
      scales: {
        x: { ...valueAxis(ink, axisMoney(currency)), display: false },
        y: {
          ...categoryAxis(ink, (index) => steps[index]?.label ?? ''),
          border: { display: false },
          ticks: {
            color: steps.map(({ total }) => ink.colour(total ? 'text' : 'muted')),
            font: ({ index }) => face(ink, steps[index]?.total ? 'bold' : 'normal'),
            autoSkip: false,
          },
        },
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: { label: ({ dataIndex }) => ` ${steps[dataIndex]?.text ?? ''}` },
        },
        barLabels: {
          texts: steps.map(({ text }) => text),
          colours: steps.map(({ total }) => ink.colour(total ? 'text' : 'muted')),
        },
      },
    },
  };
}

/** Where each bar begins and ends: [0, 41.6], then [6.1, 41.6] for a part of −35.5 … */
export function spans(steps: Step[]): [number, number][] {
  let level = 0;
  return steps.map(({ value, total }) => {
    const start = total ? 0 : level;
    level = start + value;
    return value < 0 ? [level, start] : [start, level];
  });
}

function hueOf({ value, total }: Step): InkName {
  return total ?? (value < 0 ? 'good' : value > 0 ? 'bad' : 'edge');
}

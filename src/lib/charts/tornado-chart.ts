import { categoryAxis, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar } from './chart-spec';
import type { Ink, InkName } from './ink';
import { axisMoney, tooltipMoney } from './money-ticks';

export interface TornadoBar {
  label: string;
  npvLow: number;
  npvHigh: number;
  /** The input's two values, as shown. */
  low: string;
  high: string;
}

/** NPV with each input at its low and at its high, widest first, around the NPV of the scenario. */
export function tornadoChart(bars: TornadoBar[], npv: number, currency: string, ink: Ink): LineOrBar {
  const side = (label: string, hue: InkName, value: (bar: TornadoBar) => number) => ({
    label,
    data: bars.map((bar) => [npv, value(bar)].sort((a, b) => a - b)) as Datum[],
    backgroundColor: ink.colour(hue),
    borderSkipped: false as const,
    grouped: false,
    maxBarThickness: 16,
    minBarLength: 1,
  });
  const names = categoryAxis(ink, (index) => bars[index]?.label ?? '');
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        side('at its low', 'series-2', ({ npvLow }) => npvLow),
        side('at its high', 'series-1', ({ npvHigh }) => npvHigh),
      ],
    },
    options: {
      indexAxis: 'y',
      interaction: { mode: 'index', axis: 'y', intersect: false },
      layout: { padding: { top: 18, right: 16 } },
      scales: {
        x: { ...valueAxis(ink, axisMoney(currency)), beginAtZero: false },
        y: { ...names, ticks: { ...names.ticks, autoSkip: false } },
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            label: ({ datasetIndex, dataIndex }) => said(bars[dataIndex], datasetIndex, currency),
          },
        },
        verticals: {
          lines: [{ at: npv, text: 'as planned' }],
          colour: ink.colour('edge'),
          ink: ink.colour('muted'),
        },
      },
    },
  };
}

function said(bar: TornadoBar | undefined, side: number, currency: string): string {
  if (!bar) return '';
  const [input, npv] = side === 0 ? [bar.low, bar.npvLow] : [bar.high, bar.npvHigh];
  return ` at ${input}: ${tooltipMoney(npv, currency)}`;
}

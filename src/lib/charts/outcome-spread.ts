import { categoryAxis, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar, Vertical } from './chart-spec';
import type { Ink } from './ink';
import { axisMoney, tooltipMoney } from './money-ticks';

export interface OutcomeSpread {
  bins: { from: number; to: number; draws: number }[];
  draws: number;
  p10: number;
  p50: number;
  p90: number;
  currency: string;
}

/** How simulated outcomes are spread: bars of draws, those that lose money in another hue, P10, P50 and P90 marked. */
export function outcomeSpread({ bins, draws, p10, p50, p90, currency }: OutcomeSpread, ink: Ink): LineOrBar {
  const tick = axisMoney(currency);
  const share = (count: number): string => `${((count / draws) * 100).toFixed(1)} %`;
  return {
    type: 'bar',
    data: {
      labels: bins.map(({ from }) => String(from)),
      datasets: [
        {
          label: 'Draws',
          data: bins.map((bin) => bin.draws) as Datum[],
          backgroundColor: bins.map(({ from, to }) => ink.colour((from + to) / 2 < 0 ? 'bad' : 'relay')),
          categoryPercentage: 1,
          barPercentage: 0.92,
        },
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 22, right: 12 } },
      scales: {
        x: categoryAxis(ink, (index) => tick(Number((bins[index]?.from ?? 0).toPrecision(3)))),
        y: valueAxis(ink, share),
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            title: ([item]) => binText(bins[item?.dataIndex ?? 0], currency),
            label: ({ parsed }) => ` ${share(parsed.y ?? 0)} of draws`,
          },
        },
        verticals: {
          lines: marksOf(bins, { P10: p10, P50: p50, P90: p90 }),
          colour: ink.colour('edge'),
          ink: ink.colour('muted'),
        },
      },
    },
  };
}

/** Places of values on the axis of bins: the middle of bin n is n. */
export function marksOf(bins: OutcomeSpread['bins'], values: Record<string, number>): Vertical[] {
  const [first] = bins;
  if (!first || first.to <= first.from) return [];
  const width = first.to - first.from;
  return Object.entries(values).map(([text, value]) => ({ at: (value - first.from) / width - 0.5, text }));
}

function binText(bin: OutcomeSpread['bins'][number] | undefined, currency: string): string {
  return bin ? `${tooltipMoney(bin.from, currency)} to ${tooltipMoney(bin.to, currency)}` : '';
}

import { count, short } from '$lib/components/format-number';
import { categoryAxis, tooltip, valueAxis } from './axes';
import type { Datum, LineOrBar } from './chart-spec';
import type { Ink } from './ink';

export interface TurnBar {
  /** `3`, or `21–30`. */
  label: string;
  /** Mean tokens a turn. */
  resent: number;
  fresh: number;
}

/** What each turn sends: history that was sent before, and on top of it what is new. */
export function turnBars(bars: TurnBar[], ink: Ink): LineOrBar {
  const part = (label: string, hue: 'series-2' | 'series-1', value: (bar: TurnBar) => number) => ({
    label,
    data: bars.map(value) as Datum[],
    backgroundColor: ink.colour(hue),
    maxBarThickness: 32,
    categoryPercentage: 0.86,
    barPercentage: 1,
  });
  return {
    type: 'bar',
    data: {
      labels: bars.map(({ label }) => label),
      datasets: [
        part('History sent again', 'series-2', ({ resent }) => resent),
        part('New', 'series-1', ({ fresh }) => fresh),
      ],
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: categoryAxis(ink, (index) => bars[index]?.label ?? '', true),
        y: valueAxis(ink, short, true),
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            title: ([item]) => `Turn ${bars[item?.dataIndex ?? 0]?.label ?? ''}`,
            label: ({ dataset, parsed }) => ` ${dataset.label}: ${count(Math.round(parsed.y ?? 0))} tokens`,
          },
        },
      },
    },
  };
}

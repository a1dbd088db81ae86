import { endRoom, tooltip, categoryAxis, valueAxis } from './axes';
import type { Datum, EndLabel, LineOrBar } from './chart-spec';
import type { Ink, InkName } from './ink';
import { axisMoney, tooltipMoney } from './money-ticks';

export interface CumulativeCash {
  /** From month 0. */
  cumulative: number[];
  /** P10 and P90 of the simulation by month; none while it runs. */
  band: { p10: number; p90: number }[];
  /** Months until what was put in is back. */
  payback: number | undefined;
  currency: string;
}

/** Money put in and got back, summed month by month, with its range and the payback marked. */
export function cumulativeCash({ cumulative, band, payback, currency }: CumulativeCash, ink: Ink): LineOrBar {
  const lines = [
    { label: 'P90', values: band.map(({ p90 }) => p90), hue: 'relay' as const, plan: false },
    { label: 'Plan', values: cumulative, hue: 'relay' as const, plan: true },
    { label: 'P10', values: band.map(({ p10 }) => p10), hue: 'relay' as const, plan: false },
  ].filter(({ values }) => values.length > 0);
  const labels: EndLabel[] = lines.map(({ label, plan }, dataset) => ({
    dataset,
    text: label,
    colour: ink.colour(plan ? 'relay-ink' : 'muted'),
    strong: plan,
  }));
  return {
    type: 'line',
    data: {
      labels: cumulative.map((_, month) => String(month)),
      datasets: lines.map(({ label, values, plan, hue }) => ({
        label,
        data: values as Datum[],
        borderColor: plan ? ink.colour(hue) : ink.pale(hue as InkName),
        backgroundColor: ink.colour(hue),
        borderWidth: plan ? 2 : 1.5,
        borderDash: plan ? [] : [2, 3],
        pointRadius: 0,
        pointHoverRadius: plan ? 4 : 2,
        pointHitRadius: 8,
        tension: 0,
      })),
    },
    options: {
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 22, right: endRoom(lines.map(({ label }) => label)) } },
      scales: {
        x: categoryAxis(ink, (month) => (month % 6 === 0 ? `month ${month}` : '')),
        y: valueAxis(ink, axisMoney(currency)),
      },
      plugins: {
        tooltip: {
          ...tooltip(ink),
          callbacks: {
            title: ([item]) => `After month ${item?.label ?? ''}`,
            label: ({ dataset, parsed }) => ` ${dataset.label}: ${tooltipMoney(parsed.y, currency)}`,
          },
        },
        endLabels: { labels },
        verticals: {
          lines:
            payback === undefined
              ? []
              : [{ at: payback, text: `paid back after ${payback.toFixed(1)} months` }],
          colour: ink.colour('edge'),
          ink: ink.colour('muted'),
        },
      },
    },
  };
}

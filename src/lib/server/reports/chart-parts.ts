import type { AmountStep } from '$lib/charts/amount-steps';
import type { OverTime } from '$lib/charts/over-time';
import type { ReportChart, ReportChartFrame } from '$lib/report/report';

/** A cascade of landed costs. */
export function stepsChart(
  title: string,
  steps: AmountStep[],
  summary: string,
  caption: string,
  table: string | null,
): ReportChart {
  return {
    kind: 'steps',
    title,
    caption,
    summary,
    table,
    steps: steps.map(({ label, value, text, total }) => ({ label, value, text, total: total ?? null })),
  };
}

/** Amounts over time, as lines or as bars that stand on one another. */
export function timeChart(input: OverTime, frame: ReportChartFrame, stacked = false): ReportChart {
  const { currency, grain, starts, series, incomplete } = input;
  return {
    ...frame,
    kind: 'time',
    currency,
    grain,
    starts,
    series: series.map(({ label, hue, values, dotted, strong }) => ({
      label,
      hue,
      values,
      dotted: dotted ?? false,
      strong: strong ?? false,
    })),
    incomplete: incomplete ?? [],
    stacked,
  };
}

import type { OverTime } from '$lib/charts/over-time';
import { tooltipMoney } from '$lib/charts/money-ticks';
import { date } from '$lib/components/format-date';
import { currencySign } from '$lib/components/format-money';
import type { Column } from '$lib/components/table-column';

/** One bucket of the chart: its start, and the landed cost of each series in order. */
export interface ChartRow {
  start: string;
  values: (number | null)[];
  incomplete: boolean;
  /** All of the compared period in the same place. */
  compared: number | null;
  comparedIncomplete: boolean;
}

/** The chart's buckets as rows of a table. */
export function chartRows({ starts, series, incomplete, compared }: OverTime): ChartRow[] {
  return starts.map((start, i) => ({
    start,
    values: series.map(({ values }) => values[i] ?? null),
    incomplete: incomplete?.includes(i) ?? false,
    compared: compared?.values[i] ?? null,
    comparedIncomplete: compared?.incomplete.includes(i) ?? false,
  }));
}

/** A column for the start and one for each series. */
export function chartColumns({ grain, series, currency, compared }: OverTime): Column<ChartRow>[] {
  return [
    {
      key: 'start',
      label: grain === 'week' ? 'Week from' : grain === 'day' ? 'Day' : 'Month',
      align: 'left',
      value: (row) => row.start,
      show: (row) => `${date(row.start)}${row.incomplete ? ' (incomplete)' : ''}`,
    },
    ...series.map(({ label }, i): Column<ChartRow> => ({
      key: label,
      label,
      unit: currencySign(currency),
      value: (row) => row.values[i] ?? null,
      show: (row) => tooltipMoney(row.values[i] ?? null, currency),
      missing: 'no usage, or no price and rate for it',
    })),
    ...(compared ? [comparedColumn(compared.label, currency)] : []),
  ];
}

function comparedColumn(label: string, currency: string): Column<ChartRow> {
  return {
    key: 'compared',
    label,
    unit: currencySign(currency),
    value: (row) => row.compared,
    show: (row) => `${tooltipMoney(row.compared, currency)}${row.comparedIncomplete ? ' (incomplete)' : ''}`,
    missing: 'the compared period has nothing here',
  };
}

/** The chart in one sentence. */
export function chartSummary(chart: OverTime): string {
  const totals = chartRows(chart).map(({ start, values }) => ({
    start,
    total: values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
  }));
  const most = totals.reduce((top, row) => (row.total > top.total ? row : top), { start: '', total: 0 });
  if (most.total === 0) return 'Nothing in this period has a price and a rate.';
  const all = (values: (number | null)[]): string =>
    tooltipMoney(
      values.reduce<number>((sum, value) => sum + (value ?? 0), 0),
      chart.currency,
    );
  const against = chart.compared
    ? ` ${all(totals.map(({ total }) => total))} in all, against ${all(chart.compared.values)} in ${chart.compared.label}.`
    : '';
  return `${totals.length} ${chart.grain}s; most in ${date(most.start)} with ${tooltipMoney(most.total, chart.currency)}.${against}`;
}

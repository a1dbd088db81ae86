import type { OverTime } from '$lib/charts/over-time';
import { date } from '$lib/components/format-date';
import { currencySign, money, moneyValue, moneyWhole } from '$lib/components/format-money';
import type { Column } from '$lib/components/table-column';
import type { OverTimeRow, OverviewAnswer } from '$lib/server/answers/overview-answer';
import { formatDay, parseDay } from '$lib/usage/day';

/** Actual cost, and what all of it would have cost on either route. */
export function daysInput({ over_time, currency, savings }: OverviewAnswer): OverTime {
  const { rows, grain } = over_time;
  const values = (key: 'actual' | 'baseline' | 'candidate') => rows.map((row) => moneyValue(row[key]));
  return {
    starts: rows.map(({ start }) => start),
    grain,
    currency,
    incomplete: rows.flatMap(({ incomplete }, i) => (incomplete ? [i] : [])),
    series: [
      { label: 'actual', hue: 'text', values: values('actual'), strong: true },
      {
        label: `all ${savings?.baseline.name ?? 'official'}`,
        hue: savings?.baseline.kind === 'relay' ? 'relay' : 'official',
        values: values('baseline'),
        dotted: true,
      },
      {
        label: `all ${savings?.candidate.name ?? 'relay'}`,
        hue: 'relay',
        values: values('candidate'),
        dotted: true,
      },
    ],
  };
}

/** The chart of days in one sentence. */
export function daysSummary({ over_time, currency, spent, savings }: OverviewAnswer): string {
  const { rows, grain } = over_time;
  const known = rows.filter(({ actual }) => actual !== null);
  const most = known.reduce<OverTimeRow | undefined>(
    (top, row) => (top === undefined || Number(row.actual) > Number(top.actual) ? row : top),
    undefined,
  );
  if (!most) return 'Nothing in this period has a price and a rate.';
  return (
    `${moneyWhole(spent, currency)} in ${known.length} ${grain}s, most in the ${grain} of ${date(most.start)} with ${moneyWhole(most.actual, currency)}` +
    (savings
      ? `; all on ${savings.candidate.name} it would have been ${moneyWhole(savings.totals.candidate, currency)}.`
      : '.')
  );
}

/** The same numbers as a table. */
export function dayColumns({ over_time, currency, savings }: OverviewAnswer): Column<OverTimeRow>[] {
  const sums = (key: 'actual' | 'baseline' | 'candidate', label: string): Column<OverTimeRow> => ({
    key,
    label,
    unit: currencySign(currency),
    value: (row) => row[key],
    show: (row) => money(row[key], currency),
    missing: 'no usage, or no price and rate for it',
  });
  return [
    {
      key: 'start',
      label: over_time.grain === 'week' ? 'Week from' : 'Day',
      align: 'left',
      value: (row) => row.start,
      show: (row) => `${date(row.start)}${row.incomplete ? ' (incomplete)' : ''}`,
    },
    sums('actual', 'Actual'),
    sums('baseline', `All ${savings?.baseline.name ?? 'official'}`),
    sums('candidate', `All ${savings?.candidate.name ?? 'relay'}`),
  ];
}

/** The Monday after a week's. */
export function weekAfter(start: string): string {
  return formatDay((parseDay(start) ?? 0) + 7);
}

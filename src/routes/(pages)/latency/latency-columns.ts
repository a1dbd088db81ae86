import { date } from '$lib/components/format-date';
import { count, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { ErrorBucket } from './error-buckets';
import type { ErrorsRow } from '$lib/server/answers/errors';
import type { LatencyRow } from '$lib/server/answers/latency';

type NameOf = (row: { route?: string | null }) => string;

const NOT_LOGGED = 'its sources do not log errors';

/** Percentiles per model or region and route, and the share within a budget. */
export function latencyColumns(
  nameOf: NameOf,
  budgetMs: number,
  by: 'model' | 'region' = 'model',
): Column<LatencyRow>[] {
  return [
    by === 'model'
      ? { key: 'model', label: 'Model', align: 'left', value: (row) => row.model }
      : { key: 'region', label: 'Region', align: 'left', value: (row) => row.region },
    { key: 'route', label: 'Route', align: 'left', value: nameOf },
    { key: 'attempts', label: 'Requests', value: (row) => row.attempts, show: (row) => count(row.attempts) },
    { key: 'measured', label: 'Measured', value: (row) => row.measured, show: (row) => count(row.measured) },
    milliseconds('p50', 'p50'),
    milliseconds('p90', 'p90'),
    milliseconds('p95', 'p95'),
    milliseconds('p99', 'p99'),
    milliseconds('mean', 'Mean'),
    {
      key: 'under_budget_pct',
      label: `Within ${count(budgetMs)} ms`,
      unit: '%',
      value: (row) => row.under_budget_pct,
      show: (row) => withoutUnit(percent(row.under_budget_pct)),
      missing: 'not in this data',
    },
  ];
}

/** Errors per model and route with their rate, its interval, and their classes. */
export function errorsColumns(nameOf: NameOf): Column<ErrorsRow>[] {
  const model: Column<ErrorsRow> = { key: 'model', label: 'Model', align: 'left', value: (row) => row.model };
  return [
    model,
    { key: 'route', label: 'Route', align: 'left', value: nameOf },
    ...rateColumns(),
    {
      key: 'classes',
      label: 'By class',
      align: 'left',
      sortable: false,
      value: (row) => classesOf(row) || null,
      missing: `none, or ${NOT_LOGGED}`,
    },
  ];
}

/** Errors per day or week and route. */
export function bucketColumns(nameOf: NameOf, grain: 'day' | 'week'): Column<ErrorBucket>[] {
  return [
    {
      key: 'start',
      label: grain === 'day' ? 'Day' : 'Week from',
      align: 'left',
      value: (row) => row.start,
      show: (row) => date(row.start),
    },
    { key: 'route', label: 'Route', align: 'left', value: nameOf },
    ...rateColumns(),
  ];
}

type Rates = Pick<ErrorsRow, 'attempts' | 'errors' | 'rate_pct' | 'low' | 'high' | 'logged'>;

function rateColumns<Row extends Rates>(): Column<Row>[] {
  return [
    logged('attempts', 'Attempts'),
    logged('errors', 'Errors'),
    {
      key: 'rate',
      label: 'Rate',
      unit: '%',
      value: (row) => row.rate_pct,
      show: (row) => withoutUnit(percent(row.rate_pct, 2)),
      missing: NOT_LOGGED,
    },
    {
      key: 'interval',
      label: '95 % interval',
      unit: '%',
      sortable: false,
      value: (row) => (row.low === null ? null : `${row.low.toFixed(2)} to ${row.high?.toFixed(2)}`),
      missing: NOT_LOGGED,
    },
  ];
}

/** Error classes in words, most first: "rate limited 94, server 77". */
export function classesOf({ by_class }: ErrorsRow): string {
  return Object.entries(by_class)
    .sort((a, b) => b[1] - a[1])
    .map(([name, number]) => `${name.replaceAll('_', ' ')} ${count(number)}`)
    .join(', ');
}

function milliseconds(key: 'p50' | 'p90' | 'p95' | 'p99' | 'mean', label: string): Column<LatencyRow> {
  return {
    key,
    label,
    unit: 'ms',
    value: (row) => row[key],
    show: (row) => count(Math.round(row[key] ?? 0)),
    missing: 'not in this data',
  };
}

function logged<Row extends Rates>(key: 'attempts' | 'errors', label: string): Column<Row> {
  return {
    key,
    label,
    value: (row) => (row.logged === false ? null : row[key]),
    show: (row) => count(row[key]),
    missing: NOT_LOGGED,
  };
}

function withoutUnit(text: string): string {
  return text.replace(/\s?%/, '');
}

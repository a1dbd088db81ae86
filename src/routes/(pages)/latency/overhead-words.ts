import { duration } from '$lib/components/format-duration';
import { count, counted, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { OverheadRow } from '$lib/server/answers/overhead';
import type { RetryAfterRow } from '$lib/server/answers/retry-after';

type NameOf = (row: { route?: string | null }) => string;

/** What each gateway adds, in one sentence: "Relay A itself adds 12 ms in the median and 48 ms at p95; 96 % …". */
export function overheadSentence(rows: OverheadRow[], nameOf: NameOf, budgetMs: number): string {
  return rows
    .filter(({ measured }) => measured > 0)
    .map(
      (row) =>
        `${nameOf(row)} itself adds ${duration(row.p50)} to a request in the median and ${duration(row.p95)} at p95; for ${percent(row.under_budget_pct)} of ${counted(row.measured, 'request')} it is within ${duration(budgetMs)}.`,
    )
    .join(' ');
}

/** What the figures are of, and what is in none of them. */
export function overheadNote(rows: OverheadRow[]): string {
  const left = rows.reduce((sum, { impossible }) => sum + impossible, 0);
  const beyond =
    left > 0
      ? ` ${counted(left, 'request')} whose provider took longer than the whole ${left === 1 ? 'is' : 'are'} in no figure.`
      : '';
  return `Duration − time of the provider behind the gateway, request by request, of successful requests whose source logs both.${beyond}`;
}

/** Percentiles of what a gateway adds per model and route. */
export function overheadColumns(nameOf: NameOf, budgetMs: number): Column<OverheadRow>[] {
  return [
    { key: 'model', label: 'Model', align: 'left', value: (row) => row.model },
    { key: 'route', label: 'Route', align: 'left', value: nameOf },
    { key: 'measured', label: 'Measured', value: (row) => row.measured, show: (row) => count(row.measured) },
    ...(['p50', 'p90', 'p95', 'p99', 'mean'] as const).map(milliseconds),
    {
      key: 'under_budget_pct',
      label: `Within ${count(budgetMs)} ms`,
      unit: '%',
      value: (row) => row.under_budget_pct,
      show: (row) => percent(row.under_budget_pct).replace(/\s?%/, ''),
      missing: 'not in this data',
    },
  ];
}

function milliseconds(key: 'p50' | 'p90' | 'p95' | 'p99' | 'mean'): Column<OverheadRow> {
  return {
    key,
    label: key === 'mean' ? 'Mean' : key,
    unit: 'ms',
    value: (row) => row[key],
    show: (row) => ((row[key] ?? 0) < 9.95 ? (row[key] ?? 0).toFixed(1) : count(Math.round(row[key] ?? 0))),
    missing: 'not in this data',
  };
}

/** How long a route asks to wait once it limits, and what a client makes of it. */
export function waitWords(row: RetryAfterRow, name: string): string {
  if (row.told === 0 || row.median_s === null || row.least_s === null || row.most_s === null)
    return `${counted(row.rate_limited, 'request')} on ${name} ${row.rate_limited === 1 ? 'was' : 'were'} rate limited; how long to wait is not in this data. Back off exponentially with jitter.`;
  const of = `${count(row.told)} of ${counted(row.rate_limited, 'rate-limited request')}`;
  const [least, median, most] = [row.least_s, row.median_s, row.most_s].map((s) => duration(s * 1000));
  return row.least_s === row.most_s
    ? `${name} says how long to wait in ${of}: ${median}. Wait that long before the next try.`
    : `${name} says how long to wait in ${of}: ${median} in the median, ${least} to ${most}. Wait as long as each error says; a client that cannot read it waits ${most}.`;
}

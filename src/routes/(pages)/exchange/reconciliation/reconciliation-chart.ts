import type { OverTime } from '$lib/charts/over-time';
import type { ReconciliationMonth } from '$lib/server/answers/reconciliation-answer';
import { groupBy } from '$lib/usage/group-by';

/** A month of all routes in one currency; null where no source says what was charged, or nothing can be computed. */
export interface ChartMonth {
  month: string;
  charged: number | null;
  computed: number | null;
}

/** The currency with charges in most months, and its months in order; undefined with fewer than two of them. */
export function chartMonths(
  months: ReconciliationMonth[],
): { currency: string; rows: ChartMonth[] } | undefined {
  const charged = groupBy(
    months.filter((row) => row.charged !== null && row.currency !== null),
    ({ currency }) => currency,
  );
  const [currency] = [...charged].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  if (!currency) return undefined;
  const byMonth = groupBy(
    months.filter((row) => row.currency === currency),
    ({ month }) => month,
  );
  const rows = [...byMonth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, of]) => ({
      month,
      charged: sum(of.map((row) => row.charged)),
      computed: sum(of.map((row) => row.computed)),
    }));
  return rows.length < 2 ? undefined : { currency, rows };
}

/** Charged as it was, computed dotted: it did not happen. */
export function chartInput({ currency, rows }: { currency: string; rows: ChartMonth[] }): OverTime {
  return {
    starts: rows.map(({ month }) => month),
    grain: 'month',
    currency,
    series: [
      { label: 'charged', hue: 'text', values: rows.map(({ charged }) => charged), strong: true },
      { label: 'computed', hue: 'official', values: rows.map(({ computed }) => computed), dotted: true },
    ],
  };
}

function sum(amounts: (string | null)[]): number | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : known.reduce((total, amount) => total + Number(amount), 0);
}

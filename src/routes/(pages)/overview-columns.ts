import { withFilters } from '$lib/components/filter-query';
import { bare, currencySign, tablePlaces } from '$lib/components/format-money';
import { count, percent } from '$lib/components/format-number';
import type { Column } from '$lib/components/table-column';
import type { SavingsAnswer, SavingsAnswerRow } from '$lib/exchange/savings-answer';

type MoneyKey = 'baseline' | 'candidate' | 'saving';

/** Per model: what the same usage costs on both routes. */
export function byModelColumns(savings: SavingsAnswer, query: URLSearchParams): Column<SavingsAnswerRow>[] {
  const { currency, totals, baseline, candidate } = savings;
  const places = tablePlaces(totals.baseline, currency);
  const dearest = Math.max(...savings.rows.map((row) => Number(row.baseline ?? 0)));
  const amount = (key: MoneyKey, label: string): Column<SavingsAnswerRow> => ({
    key,
    label,
    unit: currencySign(currency),
    value: (row) => row[key],
    show: (row) => bare(row[key], places),
    missing: 'no price',
  });
  return [
    {
      key: 'model',
      label: 'Model',
      align: 'left',
      value: (row) => row.model,
      href: (row) => withFilters('/spend', query, { model: row.model }),
    },
    { key: 'requests', label: 'Requests', value: (row) => row.requests, show: (row) => count(row.requests) },
    {
      ...amount('baseline', baseline.name),
      bar: (row) => Number(row.baseline ?? 0) / dearest,
      hue: () => (baseline.kind === 'official' ? 'official' : 'relay'),
    },
    amount('candidate', candidate.name),
    amount('saving', 'Saving'),
    {
      key: 'saving_pct',
      label: 'Saving',
      unit: '%',
      value: (row) => row.saving_pct,
      show: (row) => percent(row.saving_pct).replace(/\u00a0%$/, ''),
      missing: 'no price',
    },
  ];
}

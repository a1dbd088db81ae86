import { period as periodWords } from '$lib/components/format-date';
import { filtersToQuery } from '$lib/usage/parse-filters';
import type { Report } from '$lib/report/report';
import type { Making } from './making';

/** What the report looks at, in words; only what somebody chose, and the currency. */
export async function filterWords({ filters, redaction, routeName }: Making): Promise<Report['filters']> {
  const query = filtersToQuery(filters, { home: '' });
  const list = (label: string, values: string[]): Report['filters'] =>
    values.length > 0 ? [{ label, value: values.join(', ') }] : [];
  const { from, to, compareFrom, compareTo, rate } = filters;
  return [
    ...(query.has('from') || query.has('to')
      ? [
          {
            label: 'Period',
            value: from && to ? periodWords(from, to) : from ? `from ${from}` : `before ${to ?? ''}`,
          },
        ]
      : []),
    ...(compareFrom && compareTo
      ? [{ label: 'Compared with', value: periodWords(compareFrom, compareTo) }]
      : []),
    ...list('Routes', filters.routes.map(routeName)),
    ...list(
      'Models',
      filters.models.map((name) => redaction.name('model', name)),
    ),
    ...list(
      'Features',
      filters.features.map((name) => redaction.name('feature', name)),
    ),
    ...list(
      'Regions',
      filters.regions.map((name) => redaction.name('region', name)),
    ),
    {
      label: 'Currency',
      value:
        filters.currency === filters.home ? filters.currency : `${filters.currency}, paid in ${filters.home}`,
    },
    ...(rate.policy === 'daily'
      ? []
      : [
          {
            label: 'Exchange rate',
            value: rate.policy === 'fixed' ? `fixed at ¥${rate.cnyPerUsd} per USD` : 'of the month’s end',
          },
        ]),
  ];
}

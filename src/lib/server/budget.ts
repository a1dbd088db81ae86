import { BUDGET_MS } from '$lib/latency/budget';
import { BadInput } from './api';

const MOST_MS = 3_600_000;

/** `budget_ms` of a query, 50 where it is not given; throws BadInput. */
export function budgetOf(query: URLSearchParams): number {
  const text = query.get('budget_ms') ?? String(BUDGET_MS);
  if (/^\d{1,7}(\.\d{1,6})?$/.test(text) && Number(text) <= MOST_MS) return Number(text);
  throw new BadInput([
    { where: 'budget_ms', message: 'not a number of milliseconds between 0 and 3,600,000' },
  ]);
}

import type { Redaction } from '$lib/report/redaction';
import type { ReportChoices } from '$lib/report/choices';
import type { RoutePair } from '$lib/server/answers/savings';
import type { Filters } from '$lib/usage/filters';

/** What the parts of a report are made from: one scope, one pair of routes, one set of stand-ins for all of them. */
export interface Making {
  filters: Filters;
  /** The same as a query, with the compared routes. */
  query: URLSearchParams;
  choices: ReportChoices;
  redaction: Redaction;
  /** The compared routes as they are called in the report. */
  named: (pair: RoutePair) => RoutePair;
  routeName: (id: string) => string;
  /** Days of the figures, first and the day after the last. */
  period: { from: string; to: string };
}

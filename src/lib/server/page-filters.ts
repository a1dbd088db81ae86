import { error } from '@sveltejs/kit';
import type { Filters, Issue } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { routePair, type RoutePair } from './answers/savings';
import { toleranceOf } from './answers/reconciliation';
import { filterDefaults } from './answers/settings';
import { BadInput, countOf } from './api';

/** Filters of a page's address; an address that cannot be read ends in an error page that says what to change. */
export async function pageFilters(url: URL): Promise<Filters> {
  const filters = parseFilters(url.searchParams, await filterDefaults());
  return filters.ok ? filters.value : badAddress(filters.issues);
}

/** The compared routes of a page's address, likewise. */
export async function pageRoutes(url: URL, filters: Filters): Promise<RoutePair> {
  try {
    return await routePair(url.searchParams, filters);
  } catch (thrown) {
    if (thrown instanceof BadInput) badAddress(thrown.issues);
    throw thrown;
  }
}

/** What is made of a page's address, likewise. */
export async function readable<T>(made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (thrown) {
    if (thrown instanceof BadInput) badAddress(thrown.issues);
    throw thrown;
  }
}

/** A whole number of a page's address, likewise. */
export function pageCount(url: URL, key: string, most: number): number | undefined {
  try {
    return countOf(url.searchParams, key, most);
  } catch (thrown) {
    if (thrown instanceof BadInput) badAddress(thrown.issues);
    throw thrown;
  }
}

/** The tolerance of a page's address, likewise. */
export function pageTolerance(url: URL): number {
  try {
    return toleranceOf(url.searchParams);
  } catch (thrown) {
    if (thrown instanceof BadInput) badAddress(thrown.issues);
    throw thrown;
  }
}

/** Ends likewise where an address has a price of credit that is none. */
export function checkCredit(url: URL): void {
  const credit = url.searchParams.get('credit');
  if (credit !== null && !(/^\d{1,8}(\.\d{1,8})?$/.test(credit) && Number(credit) > 0))
    badAddress([{ where: 'credit', message: `not a price of credit such as 3.5: ${credit}` }]);
}

function badAddress(issues: Issue[]): never {
  const said = issues.map(({ where, message }) => `${where}: ${message}`).join('; ');
  error(400, `This address cannot be read. ${said}`);
}

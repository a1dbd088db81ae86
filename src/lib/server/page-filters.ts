import { error } from '@sveltejs/kit';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import { filterDefaults } from './answers/settings';

/** Filters of a page's address; an address that cannot be read ends in an error page that says what to change. */
export async function pageFilters(url: URL): Promise<Filters> {
  const filters = parseFilters(url.searchParams, await filterDefaults());
  if (filters.ok) return filters.value;
  const issues = filters.issues.map(({ where, message }) => `${where}: ${message}`).join('; ');
  error(400, `This address cannot be read. ${issues}`);
}

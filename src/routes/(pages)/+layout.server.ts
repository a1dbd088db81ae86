import { VIEWS } from '$lib/components/view-calls';
import { beyond } from '$lib/server/access/beyond';
import { app } from '$lib/server/app';
import { facets } from '$lib/server/answers/facets';
import { books } from '$lib/server/answers/books';
import { views } from '$lib/server/answers/views';
import { filterDefaults, settings } from '$lib/server/answers/settings';
import type { Filters } from '$lib/usage/filters';
import { parseFilters } from '$lib/usage/parse-filters';
import type { LayoutServerLoad } from './$types';

/** What the frame of every page needs: the filters of the address and what they can be set to. */
export const load: LayoutServerLoad = async ({ url, depends, locals: { identity } }) => {
  depends(VIEWS);
  const filters = await readableFilters(url.searchParams);
  const { facets: found, sample, hasOwn, hasSample } = await facets(filters);
  const { routes } = await books();
  const { organisation, medium_sample, large_sample, reporting_currency } = await settings();
  return {
    organisation,
    /** Who signed in; undefined in local mode. */
    who: identity.kind === 'person' ? { name: identity.name, role: identity.role } : undefined,
    beyond: beyond(identity),
    sampleSteps: [medium_sample, large_sample] as const,
    usualCurrency: reporting_currency ?? filters.home,
    filters,
    facets: found,
    sampleShown: sample && hasSample,
    hasOwn,
    // Part of the sample company is not the sample company: its figures wait for the whole.
    awaitsSample: !hasOwn && (await app()).sample.isLoading,
    hasSample,
    views: await views(),
    routes: routes.map(({ id, name, kind }) => ({ id, name, kind })),
  };
};

/** An address that cannot be read is the page's to complain of: the frame then shows everything. */
async function readableFilters(query: URLSearchParams): Promise<Filters> {
  const defaults = await filterDefaults();
  const parsed = parseFilters(query, defaults);
  if (parsed.ok) return parsed.value;
  const everything = parseFilters(new URLSearchParams(), defaults);
  if (everything.ok) return everything.value;
  throw new Error('the defaults of filters cannot be read');
}

import { json } from '@sveltejs/kit';
import { parseRateCsv } from '$lib/exchange/rate-csv';
import { badInput } from '$lib/server/api';
import { importRates } from '$lib/server/answers/rates';
import { filterDefaults } from '$lib/server/answers/settings';
import { writing } from '$lib/server/months/writing';
import { problem } from '$lib/server/problem';
import { readText } from '$lib/server/read-text';
import { parseFilters } from '$lib/usage/parse-filters';
import type { RequestHandler } from './$types';

/** POST /api/v1/rates/import?source=ECB&dry_run=1: the body is CSV. */
export const POST: RequestHandler = async ({ request, url }) => {
  const query = url.searchParams;
  const filters = parseFilters(query, await filterDefaults());
  if (!filters.ok) return badInput(filters.issues);
  const csv = await readText(request);
  if (csv instanceof Response) return csv;
  const parsed = parseRateCsv(csv, query.get('source')?.trim() || 'imported');
  if (!parsed.ok) return badInput(parsed.issues);
  const { rates, refused } = parsed.value;
  if (rates.length === 0)
    return problem(422, {
      type: 'no-rates',
      title: 'The file holds no rate that can be used',
      issues: refused.slice(0, 100),
    });
  return writing(async () => json(await importRates(parsed.value, filters.value, isDry(query))));
};

function isDry(query: URLSearchParams): boolean {
  return query.get('dry_run') === '1' || query.get('dry_run') === 'true';
}

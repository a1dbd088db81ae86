import { json } from '@sveltejs/kit';
import { parseRoute, routeToSpec } from '$lib/exchange/route-spec';
import { badInput } from '$lib/server/api';
import { routes } from '$lib/server/answers/books';
import { creditLots } from '$lib/server/answers/credit-lots';
import { putRoute } from '$lib/server/answers/routes';
import { filterDefaults } from '$lib/server/answers/settings';
import { writing } from '$lib/server/months/writing';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import { parseFilters } from '$lib/usage/parse-filters';
import type { RequestHandler } from './$types';

/** GET /api/v1/routes/{id}: the route with all its terms and lots, and how the lots were used up. */
export const GET: RequestHandler = async ({ params, url }) => {
  const filters = parseFilters(url.searchParams, await filterDefaults());
  if (!filters.ok) return badInput(filters.issues);
  const route = (await routes()).find(({ id }) => id === params.id);
  if (!route) return problem(404, { type: 'no-route', title: `There is no route ${params.id}` });
  const drawn = (await creditLots(filters.value))[route.id];
  return json({ ...routeToSpec(route), ...(drawn ? { credit_lots: drawn } : {}) });
};

/** PUT /api/v1/routes/{id}?dry_run=1: the whole route with all its terms; stores it, or tells what it would change. */
export const PUT: RequestHandler = async ({ params, request, url }) => {
  const filters = parseFilters(url.searchParams, await filterDefaults());
  if (!filters.ok) return badInput(filters.issues);
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseRoute(withId(body.value, params.id));
  if (!parsed.ok) return badInput(parsed.issues);
  if (parsed.value.id !== params.id)
    return badInput([{ where: 'id', message: `differs from the address: ${params.id}` }]);
  const isDry = url.searchParams.get('dry_run') === '1' || url.searchParams.get('dry_run') === 'true';
  return writing(async () => json(await putRoute(parsed.value, filters.value, isDry)));
};

function withId(body: unknown, id: string): unknown {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { id, ...body } : body;
}

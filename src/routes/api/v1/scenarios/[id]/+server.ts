import { json } from '@sveltejs/kit';
import { respondWith } from '$lib/server/api';
import { routePair } from '$lib/server/answers/savings';
import { parseScenarioWrite } from '$lib/server/answers/scenario-write';
import { changeScenario, removeScenario, scenario } from '$lib/server/answers/scenarios';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/scenarios/{id} */
export const GET: RequestHandler = async ({ params }) => {
  const found = await scenario(params.id);
  return found ? json(found) : notFound(params.id);
};

/** PUT /api/v1/scenarios/{id}: its name, what it says, or both; what it says is measured on the data of now. */
export const PUT: RequestHandler = async ({ params, request, url }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  return respondWith(url, async (filters, query) => {
    const write = parseScenarioWrite(body.value, false);
    const saved = await changeScenario(params.id, filters, await routePair(query, filters), write);
    return saved ? json(saved) : notFound(params.id);
  });
};

/** DELETE /api/v1/scenarios/{id} */
export const DELETE: RequestHandler = async ({ params }) =>
  (await removeScenario(params.id)) ? new Response(null, { status: 204 }) : notFound(params.id);

function notFound(id: string): Response {
  return problem(404, { type: 'no-scenario', title: `There is no scenario ${id}` });
}

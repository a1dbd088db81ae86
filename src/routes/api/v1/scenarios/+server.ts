import { json } from '@sveltejs/kit';
import { flatScenario } from '$lib/server/answers/scenario-row';
import { answerWith, respondWith } from '$lib/server/api';
import { routePair } from '$lib/server/answers/savings';
import { parseScenarioWrite } from '$lib/server/answers/scenario-write';
import { addScenario, scenarios } from '$lib/server/answers/scenarios';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/scenarios: those of the data set in view, last changed first. */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters) => {
    const found = await scenarios(filters);
    return { scenarios: found, rows: found.map(flatScenario) };
  });

/** POST /api/v1/scenarios: saves one on the data of now, or duplicates one. */
export const POST: RequestHandler = async ({ url, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  return respondWith(url, async (filters, query) => {
    const write = parseScenarioWrite(body.value, true);
    const saved = await addScenario(filters, await routePair(query, filters), write);
    return json(saved, { status: 201, headers: { location: `/api/v1/scenarios/${saved.id}` } });
  });
};

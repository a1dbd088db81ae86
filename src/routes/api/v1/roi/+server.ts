import { answerWith } from '$lib/server/api';
import { evaluate } from '$lib/server/answers/roi';
import { routePair } from '$lib/server/answers/savings';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** POST /api/v1/roi: a scenario's flows and what they come to; `format=csv` gives the months as a table. */
export const POST: RequestHandler = async ({ url, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  return answerWith({ url, request }, async (filters, query) =>
    evaluate(filters, await routePair(query, filters), body.value),
  );
};

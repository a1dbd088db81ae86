import { json } from '@sveltejs/kit';
import { changeClaim, claim, removeClaim } from '$lib/server/answers/claims';
import { routePair } from '$lib/server/answers/savings';
import { respondWith } from '$lib/server/api';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/claims/{id} */
export const GET: RequestHandler = ({ params, url }) => answerOne(params.id, url);

/** PUT /api/v1/claims/{id}: changes a claim; one that ships can be put back by DELETE. */
export const PUT: RequestHandler = async ({ params, request, url }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  return answerOne(params.id, url, () => changeClaim(params.id, body.value));
};

/** DELETE /api/v1/claims/{id}: removes a claim of one's own, or puts one that ships back as it was. */
export const DELETE: RequestHandler = async ({ params }) => {
  const outcome = await removeClaim(params.id);
  if (outcome === 'none') return notFound(params.id);
  if (outcome === 'removed') return new Response(null, { status: 204 });
  return problem(409, {
    type: 'ships-with-crossrate',
    title: 'This claim ships with Crossrate and cannot be removed',
    detail: 'Change it with PUT; removing it then puts it back as it ships.',
  });
};

async function answerOne(id: string, url: URL, change?: () => Promise<boolean>): Promise<Response> {
  return respondWith(url, async (filters, query) => {
    const pair = await routePair(query, filters);
    if (change && !(await change())) return notFound(id);
    const found = await claim(id, filters, pair, query);
    return found ? json(found) : notFound(id);
  });
}

function notFound(id: string): Response {
  return problem(404, { type: 'no-claim', title: `There is no claim ${id}` });
}

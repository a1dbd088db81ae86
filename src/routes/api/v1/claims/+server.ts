import { json } from '@sveltejs/kit';
import { addClaim, claim, claims, flatClaim } from '$lib/server/answers/claims';
import { routePair } from '$lib/server/answers/savings';
import { answerWith, respondWith } from '$lib/server/api';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/claims?baseline=official&candidate=relay: every claim with its verdict on the data in view. */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters, query) => {
    const found = await claims(filters, await routePair(query, filters), query);
    return { claims: found, rows: found.map(flatClaim) };
  });

/** POST /api/v1/claims: adds a claim. */
export const POST: RequestHandler = async ({ url, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  return respondWith(url, async (filters, query) => {
    const pair = await routePair(query, filters);
    const id = await addClaim(body.value);
    const added = await claim(id, filters, pair, query);
    return json(added, { status: 201, headers: { location: `/api/v1/claims/${id}` } });
  });
};

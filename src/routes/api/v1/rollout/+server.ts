import { json } from '@sveltejs/kit';
import { csvResponse, respondWith, wantsCsv } from '$lib/server/api';
import { rollout } from '$lib/server/answers/rollout';
import { rolloutPair } from '$lib/server/answers/rollout-pair';
import type { RequestHandler } from './$types';

/** GET /api/v1/rollout?baseline=&candidate=: parallel run, ramp, triggers replayed, checklist, import. As CSV: the firings. */
export const GET: RequestHandler = ({ url, request }) =>
  respondWith(url, async (filters, query) => {
    const answer = await rollout(filters, await rolloutPair(query, filters));
    if (!wantsCsv(url, request)) return json(answer);
    return csvResponse(
      answer.firings.map(({ over: _, ...row }) => row),
      'rollout-firings',
    );
  });

import { json } from '@sveltejs/kit';
import { CHECK_IDS, isCheckId } from '$lib/rollout/checklist';
import { signedBody } from '$lib/server/access/signed-body';
import { respondWith } from '$lib/server/api';
import { rollout } from '$lib/server/answers/rollout';
import { changeCheck } from '$lib/server/answers/rollout-change';
import { rolloutPair } from '$lib/server/answers/rollout-pair';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** PUT /api/v1/rollout/checklist/{step} {"declared": true, "by": "…", "note": "…"}; null takes it back. */
export const PUT: RequestHandler = ({ params, url, request, locals }) =>
  respondWith(url, async (filters, query) => {
    const { id } = params;
    if (!isCheckId(id))
      return problem(404, {
        type: 'no-step',
        title: `There is no step ${id} of the checklist`,
        detail: `There are ${CHECK_IDS.join(', ')}.`,
      });
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const pair = await rolloutPair(query, filters);
    await changeCheck(id, signedBody(body.value, locals.identity), filters);
    return json(await rollout(filters, pair));
  });

import { json } from '@sveltejs/kit';
import { CRITERION_IDS, isCriterionId } from '$lib/readiness/criteria';
import { signedBody } from '$lib/server/access/signed-body';
import { respondWith } from '$lib/server/api';
import { readiness } from '$lib/server/answers/readiness';
import { changeReadiness, parseReadinessChange } from '$lib/server/answers/readiness-change';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/**
 * PUT /api/v1/readiness/{criterion} {"declared": true, "note": "…"}, {"waived": true, "note": "…"} or {"threshold": 40},
 * in local mode with `by` where a person has a name: answers with all of readiness. null (for waived: false) takes it back.
 */
export const PUT: RequestHandler = ({ params, url, request, locals }) =>
  respondWith(url, async (filters) => {
    const id = params.criterion;
    if (!isCriterionId(id))
      return problem(404, {
        type: 'no-criterion',
        title: `There is no criterion ${id}`,
        detail: `There are ${CRITERION_IDS.join(', ')}.`,
      });
    const body = await readJson(request);
    if (body instanceof Response) return body;
    await changeReadiness(id, parseReadinessChange(id, signedBody(body.value, locals.identity)), filters);
    return json(await readiness(filters));
  });

import { json } from '@sveltejs/kit';
import { respondWith } from '$lib/server/api';
import { rollout } from '$lib/server/answers/rollout';
import { changeRollout, ROLLOUT_PARTS } from '$lib/server/answers/rollout-change';
import { rolloutPair } from '$lib/server/answers/rollout-pair';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/**
 * PUT /api/v1/rollout/triggers {"error_rate": {"limit": 2}}, /ramp {"starts_on": "2026-07-01", "steps": […]},
 * /import {"requests_per_minute": 600}: answers with all of the rollout.
 */
export const PUT: RequestHandler = ({ params, url, request }) =>
  respondWith(url, async (filters, query) => {
    const { part } = params;
    if (!isPart(part))
      return problem(404, {
        type: 'no-part',
        title: `There is no part ${part} of the rollout`,
        detail: `There are ${Object.keys(ROLLOUT_PARTS).join(', ')} and checklist/{step}.`,
      });
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const pair = await rolloutPair(query, filters);
    await changeRollout(part, body.value, filters);
    return json(await rollout(filters, pair));
  });

function isPart(part: string): part is keyof typeof ROLLOUT_PARTS {
  return Object.hasOwn(ROLLOUT_PARTS, part);
}

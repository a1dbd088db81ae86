import { actuals } from '$lib/server/answers/actuals';
import { keptScenario } from '$lib/server/answers/scenarios';
import { answerWith } from '$lib/server/api';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /api/v1/scenarios/{id}/actuals: the plan beside what happened, month by month. */
export const GET: RequestHandler = async ({ params, request, url }) => {
  const saved = await keptScenario(params.id);
  if (!saved) return problem(404, { type: 'no-scenario', title: `There is no scenario ${params.id}` });
  return answerWith({ url, request }, () => actuals(saved));
};

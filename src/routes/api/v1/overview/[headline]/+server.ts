import { json } from '@sveltejs/kit';
import { keptHeadline } from '$lib/server/answers/kept';
import { latencyHeadline } from '$lib/server/answers/latency-headline';
import { readinessHeadline } from '$lib/server/answers/readiness';
import { roiHeadline } from '$lib/server/answers/roi-headline';
import { rolloutHeadline } from '$lib/server/answers/rollout';
import { rolloutPair } from '$lib/server/answers/rollout-pair';
import { routePair } from '$lib/server/answers/savings';
import { respondWith } from '$lib/server/api';
import { problem } from '$lib/server/problem';
import type { Filters } from '$lib/usage/filters';
import type { RequestHandler } from './$types';

const HEADLINES: Record<string, (filters: Filters, query: URLSearchParams) => Promise<object | null>> = {
  roi: async (filters, query) => roiHeadline(filters, await routePair(query, filters)),
  latency: latencyHeadline,
  readiness: readinessHeadline,
  rollout: async (filters, query) => rolloutHeadline(filters, await rolloutPair(query, filters)),
};

/** GET /api/v1/overview/roi, latency, readiness or rollout: `{ headline }`, null where nothing can be said. */
export const GET: RequestHandler = async ({ params, url }) => {
  const answer = Object.hasOwn(HEADLINES, params.headline) ? HEADLINES[params.headline] : undefined;
  if (!answer)
    return problem(404, {
      type: 'no-headline',
      title: `There is no headline ${params.headline}`,
      detail: `Use one of ${Object.keys(HEADLINES).join(', ')}.`,
    });
  return respondWith(url, async (filters, query) => {
    const asked = ['baseline', 'candidate'].map((key) => query.get(key));
    const key = JSON.stringify([params.headline, filters, asked]);
    return json({ headline: await keptHeadline(key, () => answer(filters, query)) });
  });
};

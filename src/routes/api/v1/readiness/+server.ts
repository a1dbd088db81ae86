import { json } from '@sveltejs/kit';
import { csvResponse, respondWith, wantsCsv } from '$lib/server/api';
import { readiness } from '$lib/server/answers/readiness';
import type { RequestHandler } from './$types';

/** GET /api/v1/readiness: every criterion with its evidence, and the verdict. As CSV: the criteria. */
export const GET: RequestHandler = ({ url, request }) =>
  respondWith(url, async (filters) => {
    const answer = await readiness(filters);
    if (!wantsCsv(url, request)) return json(answer);
    return csvResponse(
      answer.criteria.map(({ link, ...row }) => ({ ...row, link: link?.href ?? null })),
      'readiness',
    );
  });

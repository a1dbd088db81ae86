import { answerWith, wordsOf } from '$lib/server/api';
import { bridge } from '$lib/server/answers/bridge';
import type { RequestHandler } from './$types';

/** GET /api/v1/bridge?from=&to=&compare_from=&compare_to=&per=day */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) =>
    bridge(filters, wordsOf(query, 'per', ['day', 'period'], ['period']).includes('day')),
  );

import { answerWith } from '$lib/server/api';
import { retryAfter } from '$lib/server/answers/retry-after';
import type { RequestHandler } from './$types';

/** GET /api/v1/errors/retry-after: how long rate-limited errors said to wait, per route. */
export const GET: RequestHandler = (event) => answerWith(event, (filters) => retryAfter(filters));

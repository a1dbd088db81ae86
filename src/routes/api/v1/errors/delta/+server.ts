import { answerWith } from '$lib/server/api';
import { errorsDelta } from '$lib/server/answers/errors-delta';
import { routePair } from '$lib/server/answers/savings';
import type { RequestHandler } from './$types';

/** GET /api/v1/errors/delta?baseline=official&candidate=relay */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters, query) => errorsDelta(filters, await routePair(query, filters)));

import { answerWith } from '$lib/server/api';
import { routePair, savings } from '$lib/server/answers/savings';
import type { RequestHandler } from './$types';

/** GET /api/v1/savings?baseline=official&candidate=relay&home=CNY&rate=7.3 */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters, query) => savings(filters, await routePair(query, filters)));

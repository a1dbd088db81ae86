import { answerWith, countOf, wordsOf } from '$lib/server/api';
import { MOST_GROUPS, spend } from '$lib/server/answers/spend';
import { SPEND_KEYS } from '$lib/server/answers/spend-answer';
import type { RequestHandler } from './$types';

/** GET /api/v1/spend?by=model,route,day&top=10 */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) =>
    spend(filters, wordsOf(query, 'by', SPEND_KEYS, ['model']), countOf(query, 'top', MOST_GROUPS)),
  );

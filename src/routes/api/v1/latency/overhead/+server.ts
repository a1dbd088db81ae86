import { answerWith, wordsOf } from '$lib/server/api';
import { overhead } from '$lib/server/answers/overhead';
import { budgetOf } from '$lib/server/budget';
import type { RequestHandler } from './$types';

/** GET /api/v1/latency/overhead?by=route,model&budget_ms=50: what gateways themselves add. */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) => {
    const by = wordsOf(query, 'by', ['route', 'model'] as const, ['route', 'model']);
    return overhead(filters, by, budgetOf(query));
  });

import { answerWith, wordsOf } from '$lib/server/api';
import { latency } from '$lib/server/answers/latency';
import { budgetOf } from '$lib/server/budget';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { RequestHandler } from './$types';

/** GET /api/v1/latency?by=model,route&metric=duration|ttft&budget_ms=50 */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) => {
    const by = wordsOf(query, 'by', ['route', 'model', 'region', 'day'] as const, ['route', 'model']);
    const [metric = 'duration'] = wordsOf<LatencyMetric>(query, 'metric', ['duration', 'ttft'], ['duration']);
    return latency(filters, by, metric, budgetOf(query));
  });

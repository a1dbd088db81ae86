import { answerWith, BadInput, wordsOf } from '$lib/server/api';
import { latency } from '$lib/server/answers/latency';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { RequestHandler } from './$types';

/** GET /api/v1/latency?by=model,route&metric=duration|ttft&budget_ms=50 */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) => {
    const by = wordsOf(query, 'by', ['route', 'model', 'region', 'day'] as const, ['route', 'model']);
    const [metric = 'duration'] = wordsOf<LatencyMetric>(query, 'metric', ['duration', 'ttft'], ['duration']);
    const budget = query.get('budget_ms') ?? '50';
    const budgetMs = Number(budget);
    if (!/^\d{1,7}(\.\d{1,6})?$/.test(budget) || budgetMs > 3_600_000)
      throw new BadInput([
        { where: 'budget_ms', message: 'not a number of milliseconds between 0 and 3,600,000' },
      ]);
    return latency(filters, by, metric, budgetMs);
  });

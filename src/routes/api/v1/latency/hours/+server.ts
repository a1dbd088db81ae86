import { answerWith, wordsOf } from '$lib/server/api';
import { latencyHours } from '$lib/server/answers/latency-hours';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { RequestHandler } from './$types';

/** GET /api/v1/latency/hours?metric=duration|ttft: by hour of the day, UTC. */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) => {
    const [metric = 'duration'] = wordsOf<LatencyMetric>(query, 'metric', ['duration', 'ttft'], ['duration']);
    return latencyHours(filters, metric);
  });

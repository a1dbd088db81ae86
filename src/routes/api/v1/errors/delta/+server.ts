import { answerWith, wordsOf } from '$lib/server/api';
import { errorsDelta } from '$lib/server/answers/errors-delta';
import { latencyPair, measuredMetric } from '$lib/server/answers/latency-pair';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { RequestHandler } from './$types';

/**
 * GET /api/v1/errors/delta?baseline=official&candidate=relay: of the routes whose latency is compared where none are
 * named, by metric=duration|ttft as on the Latency page.
 */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters, query) => {
    const [asked] = wordsOf<LatencyMetric>(query, 'metric', ['duration', 'ttft'], []);
    const metric = asked ?? (await measuredMetric(filters));
    return errorsDelta(filters, await latencyPair(query, filters, metric));
  });

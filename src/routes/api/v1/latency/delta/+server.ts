import { MATCHES } from '$lib/latency/strata';
import { answerWith, wordsOf } from '$lib/server/api';
import { latencyDelta } from '$lib/server/answers/latency-delta';
import { latencyPair } from '$lib/server/answers/latency-pair';
import type { LatencyMetric } from '$lib/server/store/latencies';
import type { RequestHandler } from './$types';

/** GET /api/v1/latency/delta?baseline=official&candidate=relay&metric=ttft&match=model,region,output_band */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters, query) => {
    const match = wordsOf(query, 'match', MATCHES, [...MATCHES]);
    const [metric = 'duration'] = wordsOf<LatencyMetric>(query, 'metric', ['duration', 'ttft'], ['duration']);
    return latencyDelta(filters, await latencyPair(query, filters, metric), metric, match);
  });

import type { Format } from './format';
import { heliconeRequests } from './helicone-requests';
import { estimatedCost } from './estimated-cost';

/** What the request table of Helicone's dashboard exports: its rows as they are shown, 500 at most. */
export const heliconeDashboard: Format = {
  ...heliconeRequests,
  id: 'helicone-dashboard',
  label: 'Helicone dashboard export',
  about:
    'The requests page of the Helicone dashboard, Export: data.csv or data.jsonl. It holds 500 requests at most; ask the API for all of them.',
  unconfirmed:
    'The header, and that latency is in milliseconds. That prompt tokens are without cached ones. What the statuses below 0 mean.',
  shape: 'any',
  records: [''],
  signature: ['createdAt', 'promptTokens', 'completionTokens', 'latency', 'status', 'model'],
  fields: {
    starts_at: { column: 'createdAt' },
    provider: heliconeRequests.fields.provider ?? { column: 'provider' },
    model: { column: 'model' },
    user: { column: 'user' },
    feature: { ...heliconeRequests.fields.feature, column: 'customProperties' },
    conversation: { ...heliconeRequests.fields.conversation, column: 'customProperties' },
    request_id: { column: 'requestId' },
    input: { column: 'promptTokens' },
    cached_input: { column: 'promptCacheReadTokens' },
    cache_write_5m: { column: 'promptCacheWriteTokens' },
    output: { column: 'completionTokens' },
    // A code, or {"code": 200, "statusType": "success"}.
    status: { ...heliconeRequests.fields.status, column: 'status', pattern: '(-?\\d+)' },
    duration_ms: { column: 'latency' },
    ttft_ms: { column: 'timeToFirstToken', sentinels: [0] },
    charged: estimatedCost('cost', ['completionTokens']),
  },
  ignored: [
    { kind: 'not finished', when: [{ column: 'status', is: { contains: ['"pending"'] } }] },
    { kind: 'not finished', when: [{ column: 'status', is: ['-2', '0'] }] },
  ],
};

import type { Format } from './format';
import { QUOTA_TO_USD, relayKinds } from './new-api-log';

/**
 * The log of one-hub: that of one-api with the time in ms as `request_time` and with `metadata`, which has the time to
 * the first answer and the group. It has no rows of errors; its counts of cached tokens have no name that is confirmed.
 */
export const oneHubLog: Format = {
  id: 'one-hub-log',
  label: 'one-hub log',
  about:
    'GET /api/log/self of one-hub (users) or /api/log/ (administrators), each page as it is. Its CSV of statistics by user has neither times nor models and cannot be used. One dollar of credit is 500,000 units of quota.',
  unconfirmed: 'Where the answer of its API has the rows, and how metadata counts cached tokens.',
  shape: 'any',
  records: ['data.data[]', 'data[]', 'data.items[]', ''],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [
    'created_at',
    'type',
    'model_name',
    'quota',
    'prompt_tokens',
    'completion_tokens',
    'request_time',
  ],
  fields: {
    starts_at: { column: 'created_at', unit: 'unix_s' },
    model: { column: 'model_name' },
    project: { column: 'metadata.group_name' },
    user: { column: 'username' },
    api_key: { column: 'token_name' },
    input: { column: 'prompt_tokens' },
    output: { column: 'completion_tokens' },
    duration_ms: { column: 'request_time', unit: 'ms', sentinels: [0] },
    ttft_ms: { column: 'metadata.first_response', unit: 'ms', sentinels: [0] },
    charged: { column: 'quota', factor: QUOTA_TO_USD },
  },
  ignored: relayKinds(['2']),
  lacks: ['cached tokens', 'errors', 'what was paid for the credit', 'request ids', 'conversations'],
};

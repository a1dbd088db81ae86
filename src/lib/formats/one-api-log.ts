import type { Format } from './format';
import { QUOTA_TO_USD, relayKinds } from './new-api-log';

/**
 * The log of one-api. Type 5 is a test of a channel here, and failed calls are not logged. It knows no cached tokens:
 * all input is charged as input.
 */
export const oneApiLog: Format = {
  id: 'one-api-log',
  label: 'one-api log',
  about:
    'GET /api/log/self of one-api (users) or /api/log/ (administrators), each page as it is, or the table logs of its database. One dollar of credit is 500,000 units of quota.',
  shape: 'any',
  records: ['data[]', 'data.items[]', ''],
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
    'elapsed_time',
  ],
  fields: {
    starts_at: { column: 'created_at', unit: 'unix_s' },
    model: { column: 'model_name' },
    user: { column: 'username' },
    api_key: { column: 'token_name' },
    request_id: { column: 'request_id' },
    input: { column: 'prompt_tokens' },
    output: { column: 'completion_tokens' },
    // 0 in rows of before it was measured.
    duration_ms: { column: 'elapsed_time', unit: 'ms', sentinels: [0] },
    charged: { column: 'quota', factor: QUOTA_TO_USD },
  },
  ignored: relayKinds(['2'], [['5', 'test of a channel']]),
  lacks: ['cached tokens', 'errors', 'time to first token', 'what was paid for the credit', 'conversations'],
};

import type { Format } from './format';

/** What OpenAI's usage page gave before the organization API: the answer of /v1/usage, and the activity CSV. */
export const openaiUsageLegacy: Format = {
  id: 'openai-usage-legacy',
  label: 'OpenAI usage before 2025 (/v1/usage, activity CSV)',
  about:
    'What the OpenAI usage page answered until the organization API came: GET /v1/usage?date=, or Export, activity-<date>.csv.',
  unconfirmed:
    'The header of the activity CSV, and how long a bucket is: each row counts as five minutes from its timestamp.',
  shape: 'any',
  records: ['data[]'],
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [
    'aggregation_timestamp',
    'n_requests',
    'snapshot_id',
    'n_context_tokens_total',
    'n_generated_tokens_total',
  ],
  fields: {
    starts_at: { column: 'aggregation_timestamp', unit: 'unix_s', integerAsFloat: true },
    bucket_seconds: { value: '300' },
    requests: { column: 'n_requests', integerAsFloat: true },
    provider: { value: 'openai' },
    model: { column: 'snapshot_id' },
    project: { column: 'project_id' },
    user: { column: 'email' },
    api_key: { column: 'api_key_id', fallback: ['api_key_name'] },
    tier: { column: 'request_type', map: { batch: 'batch' } },
    input: { column: 'n_context_tokens_total', integerAsFloat: true },
    cached_input: { column: 'n_cached_context_tokens_total', integerAsFloat: true },
    output: { column: 'n_generated_tokens_total', integerAsFloat: true },
  },
  ignored: [],
};

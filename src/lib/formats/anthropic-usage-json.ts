import type { Format } from './format';

/** The usage report of Anthropic's Admin API: pages of buckets. What the request did not group by is null. */
export const anthropicUsageJson: Format = {
  id: 'anthropic-usage-json',
  label: 'Anthropic usage report (Admin API)',
  about:
    'GET /v1/organizations/usage_report/messages of the Anthropic API with an admin key, each page as it is; group_by[] model, api_key_id, workspace_id, service_tier, context_window and inference_geo keeps the detail.',
  shape: 'json',
  records: ['data[].results[]'],
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: [
    'starting_at',
    'ending_at',
    'model',
    'uncached_input_tokens',
    'cache_read_input_tokens',
    'output_tokens',
  ],
  fields: {
    starts_at: { column: 'starting_at' },
    ends_at: { column: 'ending_at' },
    provider: { value: 'anthropic' },
    model: { column: 'model' },
    project: { column: 'workspace_id' },
    api_key: { column: 'api_key_id' },
    region: { column: 'inference_geo', map: { not_available: '' } },
    tier: { column: 'service_tier', map: { priority_on_demand: 'priority', flex_discount: 'flex' } },
    input: { column: 'uncached_input_tokens' },
    cached_input: { column: 'cache_read_input_tokens' },
    cache_write_5m: { column: 'cache_creation.ephemeral_5m_input_tokens' },
    cache_write_1h: { column: 'cache_creation.ephemeral_1h_input_tokens' },
    output: { column: 'output_tokens' },
    prompt_over: {
      cases: [
        { when: [{ column: 'context_window', is: 'empty' }] },
        { when: [{ column: 'context_window', is: ['0-200k'] }], value: '0' },
      ],
      value: '200000',
    },
  },
  ignored: [],
  lacks: ['requests', 'latency', 'errors', 'conversations', 'features', 'web searches'],
};

import type { Format } from './format';

/**
 * Anthropic's tokens CSV, of all generations: tokens by day, hour or minute, model, key and workspace. Its four input
 * columns are disjoint. It has no count of requests.
 */
export const anthropicUsage: Format = {
  id: 'anthropic-usage',
  label: 'Anthropic tokens',
  about:
    'The Claude Console, Usage, Export: claude_api_tokens_<year>_<month>.csv. Days are UTC; an export of hours has the hour beside the date.',
  unconfirmed:
    'The label of prompts above 200,000 tokens: any context window that is given and does not begin with "≤" counts as above. Whether times with minutes are hours or minutes: they count as hours.',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['usage_date_utc', 'model_version', 'usage_input_tokens_no_cache', 'usage_output_tokens'],
  fields: {
    starts_at: { column: 'usage_date_utc' },
    bucket_seconds: {
      cases: [{ when: [{ column: 'usage_date_utc', is: { contains: [':'] } }], value: '3600' }],
      value: '86400',
    },
    provider: { value: 'anthropic' },
    model: { column: 'model_version' },
    project: { column: 'workspace' },
    api_key: { column: 'api_key' },
    region: { column: 'inference_geo', map: { not_available: '' } },
    tier: { column: 'usage_type' },
    input: { column: 'usage_input_tokens_no_cache' },
    cached_input: { column: 'usage_input_tokens_cache_read' },
    cache_write_5m: {
      column: 'usage_input_tokens_cache_write_5m',
      fallback: ['usage_input_tokens_cache_write'],
    },
    cache_write_1h: { column: 'usage_input_tokens_cache_write_1h' },
    output: { column: 'usage_output_tokens' },
    prompt_over: {
      cases: [
        { when: [{ column: 'context_window', is: 'empty' }] },
        { when: [{ column: 'context_window', is: { starts: ['≤', '<='] } }], value: '0' },
      ],
      value: '200000',
    },
  },
  ignored: [],
  lacks: ['requests', 'latency', 'errors', 'conversations', 'features', 'web searches'],
};

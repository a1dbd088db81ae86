import type { Format } from './format';

/** Token types of both the console's and the Admin API's cost reports. */
export const ANTHROPIC_TOKEN_TYPES = {
  input_no_cache: 'uncached_input',
  uncached_input_tokens: 'uncached_input',
  input_cache_read: 'cached_input',
  cache_read_input_tokens: 'cached_input',
  input_cache_write_5m: 'cache_write_5m',
  'cache_creation.ephemeral_5m_input_tokens': 'cache_write_5m',
  input_cache_write_1h: 'cache_write_1h',
  'cache_creation.ephemeral_1h_input_tokens': 'cache_write_1h',
  output_tokens: 'output',
};

/**
 * Anthropic's cost CSV, of all four generations: dollars by day, model, key and token type, rounded to cents. Models
 * have their display names here.
 */
export const anthropicCost: Format = {
  id: 'anthropic-cost',
  label: 'Anthropic costs',
  about:
    'The Claude Console, Cost, Export: claude_api_cost_<year>_<month>.csv. Amounts are rounded to cents, so small ones can be 0.00; the tokens export of the same days says what they are for.',
  unconfirmed: 'The token types of exports of 2024.',
  kind: 'cost',
  grain: 'bucket',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: ['usage_date_utc', 'model', 'workspace', 'token_type', 'cost_usd'],
  fields: {
    starts_at: { column: 'usage_date_utc' },
    provider: { value: 'anthropic' },
    model: { column: 'model' },
    project: { column: 'workspace' },
    api_key: { column: 'api_key' },
    line_item: { column: 'token_type', fallback: ['cost_type', 'usage_type'] },
    token_class: { column: 'token_type', map: ANTHROPIC_TOKEN_TYPES },
    charged: { column: 'cost_usd' },
  },
  ignored: [],
  lacks: ['requests', 'tokens', 'latency', 'errors', 'conversations', 'features'],
};

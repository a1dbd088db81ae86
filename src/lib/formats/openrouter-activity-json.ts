import type { Format } from './format';

/**
 * OpenRouter's activity by day, model and endpoint, as its API gives it: the last 30 whole days. `usage` is what
 * OpenRouter billed; `byok_usage_inference` is billed elsewhere and is not added. Prompt tokens contain cached ones.
 */
export const openrouterActivityJson: Format = {
  id: 'openrouter-activity-json',
  label: 'OpenRouter activity API (daily)',
  about:
    'GET /api/v1/activity of OpenRouter with a management key: the last 30 whole days, by model and endpoint.',
  shape: 'json',
  records: ['data[]', ''],
  grain: 'bucket',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['date', 'model_permaslug', 'usage', 'requests', 'prompt_tokens', 'completion_tokens'],
  fields: {
    starts_at: { column: 'date' },
    bucket_seconds: { value: '86400' },
    requests: { column: 'requests', required: true },
    model: { column: 'model_permaslug', fallback: ['model'] },
    project: { column: 'workspace_id' },
    input: { column: 'prompt_tokens', required: true },
    output: { column: 'completion_tokens', required: true },
    reasoning: { column: 'reasoning_tokens' },
    charged: { column: 'usage' },
  },
  ignored: [],
  lacks: ['cached tokens', 'latency', 'errors', 'users', 'keys', 'regions', 'conversations'],
};

import type { Format } from './format';
import { estimatedCost } from './estimated-cost';

/**
 * LiteLLM's sums by day, key and model, of users, teams, organisations, customers or agents. A row's failed requests are
 * among its requests and cannot be told apart by what they used, so it says nothing of errors.
 */
export const litellmDaily: Format = {
  id: 'litellm-daily',
  label: 'LiteLLM daily spend',
  about:
    'The database of a LiteLLM proxy: the table LiteLLM_DailyUserSpend, or that of teams, organisations, customers or agents, as CSV. One of them is enough: each holds the whole traffic.',
  unconfirmed:
    'Whether every version fills the cache columns for models of OpenAI: where it does not, cached tokens count as other input.',
  shape: 'any',
  grain: 'bucket',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['date', 'api_key', 'model', 'prompt_tokens', 'completion_tokens', 'spend', 'api_requests'],
  fields: {
    starts_at: { column: 'date' },
    bucket_seconds: { value: '86400' },
    requests: { column: 'api_requests', required: true },
    provider: { column: 'custom_llm_provider' },
    model: { column: 'model', fallback: ['model_group'] },
    project: { column: 'team_id', fallback: ['organization_id', 'agent_id'] },
    user: { column: 'user_id', fallback: ['end_user_id'] },
    api_key: { column: 'api_key' },
    input: { column: 'prompt_tokens', required: true },
    cached_input: { column: 'cache_read_input_tokens' },
    cache_write_5m: { column: 'cache_creation_input_tokens' },
    output: { column: 'completion_tokens', required: true },
    charged: estimatedCost('spend', ['completion_tokens']),
  },
  ignored: [
    {
      kind: 'tool call',
      when: [
        { column: 'mcp_namespaced_tool_name', is: 'not_empty' },
        { column: 'completion_tokens', is: ['0'] },
      ],
    },
    {
      kind: 'refused before a model was chosen',
      when: [
        { column: 'model', is: 'empty' },
        { column: 'model_group', is: 'empty' },
        { column: 'completion_tokens', is: ['0'] },
      ],
    },
  ],
  lacks: ['errors', 'reasoning tokens', 'service tiers', 'regions'],
};

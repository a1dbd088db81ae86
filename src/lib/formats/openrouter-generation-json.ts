import type { Field, Format } from './format';

const NAMES = ['id', 'created_at', 'native_tokens_prompt', 'native_tokens_completion', 'total_cost'];
const NOT_STREAMED = ['false'];

/** A member of the generation, be it inside `data` as the API answers or taken out of it. */
const member = (...names: string[]): { column: string; fallback: string[] } => {
  const [column = '', ...fallback] = names.flatMap((name) => [`data.${name}`, name]);
  return { column, fallback };
};

/**
 * Single generations as OpenRouter's API gives them. `native_tokens_…` are what is billed; `tokens_…`, counted with one
 * tokenizer for all models, stand in where they are missing. `latency` is the time to the first token, so a generation
 * that was not streamed has none. `total_cost` is net of `cache_discount`. Attempts that other providers refused
 * (`provider_responses`) are no requests of their own.
 */
export const openrouterGenerationJson: Format = {
  id: 'openrouter-generation-json',
  label: 'OpenRouter generation API',
  about:
    'GET /api/v1/generation?id=… of OpenRouter, an answer a line or in a list. It tells the session and the workspace, which the activity export does not.',
  shape: 'json',
  records: ['', 'data[]'],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: NAMES,
  alternatives: [NAMES.map((name) => `data.${name}`)],
  fields: {
    starts_at: member('created_at'),
    model: member('model'),
    feature: member('origin', 'http_referer'),
    project: member('workspace_id'),
    user: member('external_user'),
    region: member('data_region'),
    tier: { ...member('service_tier'), map: { default: 'standard' } },
    conversation: member('session_id'),
    request_id: member('id'),
    input: member('native_tokens_prompt', 'tokens_prompt'),
    cached_input: member('native_tokens_cached'),
    output: member('native_tokens_completion', 'tokens_completion'),
    reasoning: member('native_tokens_reasoning'),
    error: {
      ...member('cancelled', 'finish_reason'),
      map: { true: 'cancelled', false: '' },
      errorWhen: ['cancelled', 'error'],
    },
    duration_ms: { ...member('generation_time'), sentinels: [0] },
    ttft_ms: ttft(),
    charged: member('total_cost', 'usage'),
  },
  ignored: [],
  lacks: ['HTTP status', 'cache writes', 'keys'],
};

function ttft(): Field {
  return {
    cases: ['data.streamed', 'streamed'].map((column) => ({ when: [{ column, is: NOT_STREAMED }] })),
    ...member('latency'),
    sentinels: [0],
  };
}

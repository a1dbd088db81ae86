import type { Format } from './format';

/**
 * OpenRouter's activity CSV, one row a generation.
 *
 * The provider is left to the price book: `provider_name` is the upstream that served the call (Amazon Bedrock, say),
 * while prices follow the model's maker, whom `model_permaslug` names (anthropic/…). `app_name` becomes the feature:
 * it is the one label that callers choose per part of their product. `variant` says how OpenRouter routed a call (free,
 * nitro …), which is no service tier of the maker's price list. `cost_total` is net of `cost_cache` and holds
 * nothing of `byok_usage_inference`, which is billed elsewhere, so neither is added.
 */
export const openrouterRequests: Format = {
  id: 'openrouter-requests',
  label: 'OpenRouter activity (per generation)',
  about: 'The activity page of OpenRouter, Export, per generation: openrouter_activity_<date>.csv.',
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['generation_id', 'created_at', 'tokens_prompt', 'tokens_completion', 'model_permaslug'],
  fields: {
    starts_at: { column: 'created_at' },
    model: { column: 'model_permaslug' },
    feature: { column: 'app_name' },
    user: { column: 'user' },
    api_key: { column: 'api_key_name' },
    request_id: { column: 'generation_id' },
    input: { column: 'tokens_prompt', required: true },
    cached_input: { column: 'tokens_cached' },
    output: { column: 'tokens_completion', required: true },
    reasoning: { column: 'tokens_reasoning' },
    error: {
      // There is no column of errors: no reason to finish and no completion is one too.
      cases: [
        {
          when: [
            { column: 'cancelled', is: ['false'] },
            { column: 'finish_reason_normalized', is: 'empty' },
            { column: 'tokens_completion', is: ['0'] },
          ],
          value: 'error',
        },
      ],
      column: 'cancelled',
      fallback: ['finish_reason_normalized'],
      map: { true: 'cancelled', false: '' },
      errorWhen: ['cancelled', 'error'],
    },
    error_class: { column: 'cancelled', map: { true: 'cancelled', false: '' } },
    duration_ms: { column: 'generation_time_ms', sentinels: [0] },
    ttft_ms: { column: 'time_to_first_token_ms', sentinels: [0] },
    charged: { column: 'cost_total' },
  },
  ignored: [],
  lacks: ['HTTP status', 'service tiers', 'cache writes', 'projects', 'regions', 'conversations'],
};

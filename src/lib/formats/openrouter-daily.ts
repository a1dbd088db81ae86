import type { Format } from './format';

/**
 * OpenRouter's activity CSV by day and model. `Usage` is what OpenRouter billed; `BYOK Usage` is billed elsewhere and is
 * not added. Prompt tokens contain cached ones, which it does not tell apart. The provider is left to the price book, as
 * in the export per generation.
 */
export const openrouterDaily: Format = {
  id: 'openrouter-daily',
  label: 'OpenRouter activity (daily)',
  about:
    'The activity page of OpenRouter, Export, by day. The export per generation of the same days holds more: latency, cached tokens, keys and apps.',
  grain: 'bucket',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['Date', 'Slug', 'Usage', 'BYOK Usage', 'Requests', 'Prompt Tokens', 'Completion Tokens'],
  fields: {
    starts_at: { column: 'Date' },
    bucket_seconds: { value: '86400' },
    requests: { column: 'Requests', required: true },
    model: { column: 'Slug' },
    input: { column: 'Prompt Tokens', required: true },
    output: { column: 'Completion Tokens', required: true },
    reasoning: { column: 'Reasoning Tokens' },
    charged: { column: 'Usage' },
  },
  ignored: [],
  lacks: ['cached tokens', 'latency', 'errors', 'projects', 'users', 'keys', 'regions', 'conversations'],
};

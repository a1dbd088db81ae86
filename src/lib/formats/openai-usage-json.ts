import type { Format } from './format';
import { openaiUsage } from './openai-usage';

/**
 * The usage of an organisation as OpenAI's API gives it: pages of buckets, each with its results. Input contains what
 * was read from and written to the cache. What the request did not group by is null.
 */
export const openaiUsageJson: Format = {
  ...openaiUsage,
  id: 'openai-usage-json',
  label: 'OpenAI usage API (completions)',
  about:
    'GET /v1/organization/usage/completions of the OpenAI API with an admin key, each page as it is; group_by project_id, user_id, api_key_id, model, batch and service_tier keeps the detail.',
  shape: 'json',
  records: ['data[].results[]'],
  signature: ['start_time', 'end_time', 'num_model_requests', 'model', 'input_tokens', 'output_tokens'],
  ignored: [],
};

import type { Field, Format } from './format';

const count = (column: string): Field => ({ column, integerAsFloat: true });

/**
 * OpenAI's completions usage CSV: buckets of a minute, an hour or a day by project, user, key, model, batch and
 * service tier. Several rows may agree in all of these: they are summed, never merged as duplicates.
 */
export const openaiUsage: Format = {
  id: 'openai-usage',
  label: 'OpenAI usage (completions)',
  about:
    'The usage dashboard of the OpenAI platform, Export, completions: completions_usage_<from>_<to>.csv. Choose narrow buckets and group by project, user, key and model to keep the detail.',
  grain: 'bucket',
  zone: 'UTC',
  inputIncludesCached: true,
  totalsIncludeMedia: true,
  numberStyle: '1234.56',
  signature: ['start_time', 'end_time', 'num_model_requests', 'model', 'input_tokens', 'output_tokens'],
  emptyHeader: ['start_time', 'end_time', 'start_time_iso', 'end_time_iso'],
  fields: {
    starts_at: { column: 'start_time', unit: 'unix_s', integerAsFloat: true },
    ends_at: { column: 'end_time', unit: 'unix_s', integerAsFloat: true },
    requests: { ...count('num_model_requests'), required: true },
    provider: { value: 'openai' },
    model: { column: 'model' },
    project: { column: 'project_id' },
    user: { column: 'user_id' },
    api_key: { column: 'api_key_id' },
    // "default" is what the export calls the standard tier; batch is told in a column of its own.
    tier: {
      column: 'batch',
      fallback: ['service_tier'],
      map: { true: 'batch', false: '', default: 'standard' },
    },
    input: { ...count('input_tokens'), required: true },
    cached_input: count('input_cached_tokens'),
    cache_write_5m: count('input_cache_write_tokens'),
    output: { ...count('output_tokens'), required: true },
    audio_input: count('input_audio_tokens'),
    cached_audio_input: count('input_cached_audio_tokens'),
    audio_output: count('output_audio_tokens'),
    image_input: count('input_image_tokens'),
    cached_image_input: count('input_cached_image_tokens'),
    image_output: count('output_image_tokens'),
  },
  ignored: [
    {
      kind: 'empty bucket',
      when: [
        { column: 'num_model_requests', is: 'empty' },
        { column: 'model', is: 'empty' },
      ],
    },
  ],
  lacks: ['cost', 'latency', 'errors', 'reasoning tokens', 'regions', 'conversations'],
};

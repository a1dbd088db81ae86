import type { Format } from './format';
import { estimatedCost } from './estimated-cost';

/**
 * A value among the custom properties of a request, whose JSON is escaped once too often in some exports. The name is
 * matched whole.
 */
const property = (name: string): string => `[{,]\\s*\\\\*"+${name}\\\\*"+\\s*:\\s*\\\\*"+([^"\\\\]+)`;

/** Statuses below 100: Helicone's own, for requests that no answer came to. */
const STATUS = { '-1': '504', '-3': '499', '-4': '403' };

/**
 * Requests as Helicone's API gives them. Prompt tokens are without those read from and written to the provider's cache,
 * which are beside them. `cache_reference_id` names the request whose answer Helicone's own cache gave again.
 */
export const heliconeRequests: Format = {
  id: 'helicone-requests',
  label: 'Helicone requests',
  about:
    'POST /v1/request/query of the Helicone API, each page as it is, or what its exporter writes as JSON or JSON lines.',
  unconfirmed:
    'That prompt tokens are always without cached and audio ones, as they are in current versions. What the statuses below 0 mean: −1 is read as a timeout, −2 as still running, −3 as cancelled, −4 as refused.',
  shape: 'json',
  records: ['data[]', ''],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: false,
  numberStyle: '1234.56',
  signature: [
    'request_created_at',
    'response_status',
    'request_properties',
    'delay_ms',
    'prompt_tokens',
    'completion_tokens',
  ],
  fields: {
    starts_at: { column: 'request_created_at' },
    provider: {
      column: 'provider',
      map: {
        openai: 'openai',
        anthropic: 'anthropic',
        azure: 'azure',
        google: 'google',
        aws: 'bedrock',
        bedrock: 'bedrock',
        deepseek: 'deepseek',
        mistral: 'mistral',
        x: 'xai',
        custom: '',
        helicone: '',
      },
    },
    model: { column: 'model_override', fallback: ['response_model', 'model', 'request_model'] },
    feature: {
      column: 'request_properties',
      fallback: ['properties'],
      pattern: property('(?:[Ff]eature|[Aa]pp)'),
    },
    user: { column: 'request_user_id' },
    region: { column: 'country_code' },
    conversation: {
      column: 'request_properties',
      fallback: ['properties'],
      pattern: property('(?:Helicone-Session-Id|helicone-session-id)'),
    },
    request_id: { column: 'response_id', fallback: ['request_id'] },
    input: { column: 'prompt_tokens' },
    cached_input: { column: 'prompt_cache_read_tokens' },
    cache_write_5m: { column: 'prompt_cache_write_tokens' },
    output: { column: 'completion_tokens' },
    audio_input: { column: 'prompt_audio_tokens' },
    audio_output: { column: 'completion_audio_tokens' },
    status: { column: 'response_status', map: STATUS },
    duration_ms: { column: 'delay_ms' },
    ttft_ms: { column: 'time_to_first_token', sentinels: [0] },
    charged: { ...estimatedCost('cost', ['completion_tokens']), fallback: ['costUSD'] },
  },
  ignored: [
    {
      kind: "answered from Helicone's cache",
      when: [
        { column: 'cache_reference_id', is: 'not_empty' },
        { column: 'cache_reference_id', is: { not: ['00000000-0000-0000-0000-000000000000'] } },
      ],
    },
    { kind: 'not finished', when: [{ column: 'response_status', is: ['-2', '0'] }] },
  ],
  lacks: ['service tiers', 'keys', 'projects', 'reasoning tokens', 'cache writes for an hour'],
};

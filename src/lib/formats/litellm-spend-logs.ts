import type { Field, Format } from './format';
import { estimatedCost } from './estimated-cost';
import { RETRY_AFTER_TEXT } from './retry-after';

/** Where the details of usage stand: the whole usage, or beside the request what is not in the columns. */
const usage = (...members: string[]): string[] =>
  ['metadata.usage_object', 'metadata.additional_usage_values'].flatMap((object) =>
    members.map((member) => `${object}.${member}`),
  );

/** The first of columns in turn. */
const firstOf = ([column = '', ...fallback]: string[]): Field => ({ column, fallback });

/** What database tools write for NULL. */
const NULLS = { null: '', '[null]': '', '\\n': '' };

/**
 * The table of requests of a LiteLLM proxy, as CSV of a database tool or as JSON of its API. Prompt tokens contain what
 * was read from and written to the provider's cache; `cache_hit` is LiteLLM's own cache, which asks no provider. A
 * request was streamed where its first token came before its end.
 */
export const litellmSpendLogs: Format = {
  id: 'litellm-spend-logs',
  label: 'LiteLLM spend logs',
  about:
    'A LiteLLM proxy: the table LiteLLM_SpendLogs of its database as CSV (\\copy … csv header), or the JSON of /spend/logs/ui. Leave messages and responses out; they are not read.',
  unconfirmed:
    'Versions of early 2025 left cache writes out of the prompt tokens: their rows with cache writes count too little input, or are rejected.',
  shape: 'any',
  records: ['data[]', ''],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [
    'request_id',
    'call_type',
    'spend',
    'prompt_tokens',
    'completion_tokens',
    'startTime',
    'endTime',
  ],
  fields: {
    starts_at: { column: 'startTime' },
    provider: { column: 'custom_llm_provider', map: NULLS },
    model: { column: 'model', fallback: ['model_group'], map: NULLS },
    // The first tag that is not the caller's software, which LiteLLM adds itself.
    feature: {
      column: 'request_tags',
      pattern: '(?:\\[|, ?)"((?:[^"U]|U[^"s]|Us[^"e]|Use[^"r]|User[^"-])[^"]*)"',
    },
    project: { column: 'metadata.user_api_key_team_alias', fallback: ['team_id'], map: NULLS },
    user: { column: 'end_user', fallback: ['user'], map: NULLS },
    api_key: { column: 'metadata.user_api_key_alias', fallback: ['api_key'], map: NULLS },
    conversation: { column: 'session_id', map: NULLS },
    request_id: { column: 'request_id' },
    input: { column: 'prompt_tokens', required: true },
    cached_input: firstOf(usage('prompt_tokens_details.cached_tokens', 'cache_read_input_tokens')),
    cache_write_5m: {
      ...firstOf(usage('prompt_tokens_details.cache_creation_tokens', 'cache_creation_input_tokens')),
      minus: [
        'metadata.usage_object.prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens',
      ],
    },
    cache_write_1h: {
      column:
        'metadata.usage_object.prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens',
    },
    output: { column: 'completion_tokens', required: true },
    reasoning: firstOf(usage('completion_tokens_details.reasoning_tokens')),
    status: {
      column: 'metadata.error_information.error_code',
      fallback: ['status', 'metadata.status'],
      pattern: '^([45]\\d\\d|success|failure)$',
    },
    error_class: {
      column: 'metadata.error_information.error_class',
      fallback: ['metadata.error_information.error_message'],
    },
    duration_ms: { column: 'endTime', since: 'startTime' },
    ttft_ms: {
      cases: [{ when: [{ column: 'completionStartTime', is: { same: 'endTime' } }] }],
      column: 'completionStartTime',
      map: NULLS,
      since: 'startTime',
    },
    overhead_ms: { column: 'metadata.litellm_overhead_time_ms' },
    retry_after: { column: 'metadata.error_information.error_message', pattern: RETRY_AFTER_TEXT },
    charged: estimatedCost('spend', ['completion_tokens']),
  },
  ignored: [
    { kind: "answered from LiteLLM's cache", when: [{ column: 'cache_hit', is: ['true'] }] },
    { kind: 'tool call', when: [{ column: 'call_type', is: ['call_mcp_tool', 'list_mcp_tools'] }] },
    {
      kind: 'refused before a model was chosen',
      when: [
        { column: 'model', is: 'empty' },
        { column: 'model_group', is: 'empty' },
        { column: 'completion_tokens', is: ['0'] },
      ],
    },
  ],
  lacks: ['service tiers', 'regions'],
};

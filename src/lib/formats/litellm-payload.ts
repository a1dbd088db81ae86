import type { Format } from './format';
import { litellmSpendLogs } from './litellm-spend-logs';
import { estimatedCost } from './estimated-cost';
import { RETRY_AFTER_TEXT } from './retry-after';

/**
 * What LiteLLM hands to its logging callbacks, one object a request. Its times are seconds since 1970 with a fraction.
 * `response_time` is not read: of streams it is the time to the first token.
 */
export const litellmPayload: Format = {
  ...litellmSpendLogs,
  id: 'litellm-payload',
  label: 'LiteLLM logging payload',
  about:
    'The standard logging payload of LiteLLM, as its callbacks store it (S3, GCS, a log of your own): one JSON object a request, a file each or a line each.',
  shape: 'json',
  records: [''],
  signature: [
    'id',
    'call_type',
    'response_cost',
    'startTime',
    'endTime',
    'prompt_tokens',
    'completion_tokens',
  ],
  fields: {
    ...litellmSpendLogs.fields,
    starts_at: { column: 'startTime', unit: 'unix_s' },
    project: { column: 'metadata.user_api_key_team_alias', fallback: ['metadata.user_api_key_team_id'] },
    user: {
      column: 'end_user',
      fallback: ['metadata.user_api_key_end_user_id', 'metadata.user_api_key_user_id'],
    },
    api_key: { column: 'metadata.user_api_key_alias', fallback: ['metadata.user_api_key_hash'] },
    conversation: { column: 'trace_id' },
    request_id: { column: 'id' },
    status: {
      column: 'error_information.error_code',
      fallback: ['status'],
      pattern: '^([45]\\d\\d|success|failure)$',
    },
    error_class: { column: 'error_information.error_class', fallback: ['error_str'] },
    duration_ms: { column: 'endTime', since: 'startTime', unit: 'unix_s' },
    ttft_ms: {
      cases: [
        { when: [{ column: 'stream', is: ['false'] }] },
        { when: [{ column: 'completionStartTime', is: { same: 'endTime' } }] },
      ],
      column: 'completionStartTime',
      since: 'startTime',
      unit: 'unix_s',
    },
    overhead_ms: {
      column: 'hidden_params.litellm_overhead_time_ms',
      fallback: ['metadata.litellm_overhead_time_ms'],
    },
    retry_after: {
      column: 'error_information.error_message',
      fallback: ['error_str'],
      pattern: RETRY_AFTER_TEXT,
    },
    charged: estimatedCost('response_cost', ['completion_tokens']),
  },
};

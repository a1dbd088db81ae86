import type { Condition, Format, IgnoredKind } from './format';
import { RETRY_AFTER_TEXT } from './retry-after';

/** What a row is, by `type`; 2 is use. What the number 5 means differs between new-api and one-api. */
export function relayKinds(used: string[], more: [string, string][] = []): IgnoredKind[] {
  const kinds = [['1', 'top-up'], ['3', 'management'], ['4', 'system'], ...more];
  return [
    ...kinds.map(([type = '', kind = '']) => ({ kind, when: [{ column: 'type', is: [type] }] })),
    { kind: 'another kind', when: [{ column: 'type', is: { not: used } }] },
  ];
}

/** 500,000 units of quota are a dollar of credit, unless the operator set QuotaPerUnit otherwise. */
export const QUOTA_TO_USD = '0.000002';

const FAILED: Condition[] = [{ column: 'type', is: ['5'] }];
const NOTHING: Condition[] = ['prompt_tokens', 'completion_tokens', 'quota'].map((column) => ({
  column,
  is: ['0'],
}));

/**
 * The log of new-api and its forks. Money is credit in dollars (quota, after the group's ratio), never the cash that
 * bought it. Input contains cached tokens but in rows of Claude, where `other.claude` is true. Use without tokens and
 * without quota is a call that the upstream did not answer in time. Errors are logged per attempt under the id of the
 * request, so only use counts as one request by its id; a user's `id` is renumbered by page and says nothing. A
 * negative quota corrects what a task was charged before: an amount, no request.
 */
export const newApiLog: Format = {
  id: 'new-api-log',
  label: 'new-api log',
  about:
    'GET /api/log/self of new-api (users) or /api/log/ (administrators), each page as it is, or the table logs of its database. One dollar of credit is 500,000 units of quota, as new-api has it until QuotaPerUnit is set.',
  shape: 'any',
  records: ['data.items[]', 'data[]', ''],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  excludesCachedWhen: [{ column: 'other.claude', is: ['true'] }],
  totalsIncludeMedia: true,
  errorsOptional: true,
  numberStyle: '1234.56',
  signature: ['created_at', 'type', 'model_name', 'quota', 'prompt_tokens', 'completion_tokens', 'use_time'],
  fields: {
    starts_at: { column: 'created_at', unit: 'unix_s' },
    requests: { cases: [{ when: [{ column: 'quota', is: { below: 0 } }], value: '0' }], value: '1' },
    model: { column: 'model_name' },
    project: { column: 'group' },
    user: { column: 'username' },
    api_key: { column: 'token_name' },
    request_id: { cases: [{ when: FAILED }], column: 'request_id' },
    input: { column: 'prompt_tokens' },
    cached_input: { column: 'other.cache_tokens' },
    // The total contains both lengths of life; some rows have the parts alone.
    cache_write_5m: {
      cases: (['empty', ['0']] as const).map((is) => ({
        when: [{ column: 'other.cache_creation_tokens', is: is === 'empty' ? is : [...is] }],
        column: 'other.cache_creation_tokens_5m',
      })),
      column: 'other.cache_creation_tokens',
      minus: ['other.cache_creation_tokens_1h'],
    },
    cache_write_1h: { column: 'other.cache_creation_tokens_1h' },
    output: { column: 'completion_tokens' },
    audio_input: { column: 'other.audio_input' },
    audio_output: { column: 'other.audio_output' },
    status: {
      cases: [
        { when: FAILED, value: 'error' },
        { when: NOTHING, value: 'error' },
      ],
      value: 'ok',
    },
    error: {
      cases: [{ when: FAILED, column: 'content', pattern: 'status_code[=: ]+([45]\\d\\d)' }],
      errorWhen: 'not_empty',
    },
    error_class: {
      cases: [
        { when: FAILED, column: 'content' },
        { when: NOTHING, value: 'timeout' },
      ],
    },
    duration_ms: { column: 'use_time', unit: 's' },
    ttft_ms: { column: 'other.frt', unit: 'ms', sentinels: [-1000] },
    retry_after: { cases: [{ when: FAILED, column: 'content', pattern: RETRY_AFTER_TEXT }] },
    charged: { column: 'quota', factor: QUOTA_TO_USD },
  },
  ignored: relayKinds(
    ['2', '5'],
    [
      ['6', 'refund'],
      ['7', 'login'],
    ],
  ),
  lacks: [
    'latency finer than a second',
    'what was paid for the credit',
    'reasoning tokens',
    'features',
    'regions',
    'conversations',
  ],
};

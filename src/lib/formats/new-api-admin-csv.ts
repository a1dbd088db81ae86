import type { Format } from './format';
import { newApiLog, QUOTA_TO_USD } from './new-api-log';

const { requests, request_id, status, error, error_class, retry_after, user, api_key, project } =
  newApiLog.fields;

/**
 * The CSV of a fork of new-api for administrators: the log with what `other` holds in columns of its own, times as a
 * clock in UTC+8 shows them. `cny` is the list amount at a rate for display, not cash, and `usd` is the quota again.
 */
export const newApiAdminCsv: Format = {
  id: 'new-api-admin-csv',
  label: 'new-api log, CSV of administrators (fork)',
  about:
    'The log page of a fork of new-api, Export, as an administrator: logs_<date>_<time>.csv. Its column cny is a conversion for display and is not read: what credit cost belongs to the terms of the route.',
  unconfirmed:
    'Only one fork is known to write it: that its times are of UTC+8, and that a total of cache writes contains both its parts.',
  grain: 'request',
  zone: 'Asia/Shanghai',
  currency: 'USD',
  inputIncludesCached: true,
  excludesCachedWhen: [{ column: 'usage_semantic', is: ['anthropic'] }],
  errorsOptional: true,
  numberStyle: '1234.56',
  signature: [...newApiLog.signature, 'usd', 'cny', 'usage_semantic', 'cache_tokens'],
  fields: {
    starts_at: { column: 'created_at' },
    ...(requests && { requests }),
    model: { column: 'model_name' },
    ...(project && { project }),
    ...(user && { user }),
    ...(api_key && { api_key }),
    ...(request_id && { request_id }),
    input: { column: 'prompt_tokens' },
    cached_input: { column: 'cache_tokens' },
    cache_write_5m: { column: 'cache_creation_tokens', minus: ['cache_creation_tokens_1h'] },
    cache_write_1h: { column: 'cache_creation_tokens_1h' },
    output: { column: 'completion_tokens' },
    ...(status && { status }),
    ...(error && { error }),
    ...(error_class && { error_class }),
    ...(retry_after && { retry_after }),
    duration_ms: { column: 'use_time', unit: 's' },
    charged: { column: 'quota', factor: QUOTA_TO_USD },
  },
  ignored: newApiLog.ignored,
  lacks: ['latency finer than a second', 'time to first token', 'what was paid for the credit'],
};

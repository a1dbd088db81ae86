import type { Field, Format } from './format';

const required = (column: string): Field => ({ column, required: true });

/** Crossrate CSV: the plain format for people who write their own export (api.md "Formats"). */
export const crossrate: Format = {
  id: 'crossrate',
  label: 'Crossrate CSV',
  about:
    'A plain CSV to write from your own log or gateway: one row a request or bucket, columns in any order. Only time, route, model, input_tokens and output_tokens are required; input_tokens includes cached input and cache writes, times without a zone are UTC.',
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: ['time', 'route', 'model', 'input_tokens', 'output_tokens'],
  fields: {
    starts_at: required('time'),
    bucket_seconds: { column: 'bucket_seconds' },
    requests: { column: 'requests' },
    route: required('route'),
    provider: { column: 'provider' },
    model: required('model'),
    feature: { column: 'feature' },
    project: { column: 'project' },
    user: { column: 'user' },
    api_key: { column: 'api_key' },
    region: { column: 'region' },
    tier: { column: 'tier' },
    conversation: { column: 'conversation' },
    request_id: { column: 'request_id' },
    input: required('input_tokens'),
    cached_input: { column: 'cached_input_tokens' },
    cache_write_5m: { column: 'cache_write_5m_tokens' },
    cache_write_1h: { column: 'cache_write_1h_tokens' },
    output: required('output_tokens'),
    reasoning: { column: 'reasoning_tokens' },
    status: { column: 'status' },
    error_class: { column: 'error_class' },
    duration_ms: { column: 'duration_ms' },
    ttft_ms: { column: 'ttft_ms' },
    upstream_ms: { column: 'upstream_ms' },
    retry_after: { column: 'retry_after_s', unit: 's' },
    charged: { column: 'charged' },
    charged_currency: { column: 'currency' },
  },
  ignored: [],
};

import type { Format } from './format';
import { FAILED_SPAN, spansBeside } from './otel-spans-json';
import { RETRY_AFTER_TEXT } from './retry-after';

/**
 * GenAI spans as a flat table, one row a span, as published collections of agent traces have them. Failed calls carry
 * neither tokens nor a duration: they are attempts, no latencies.
 */
export const otelSpans: Format = {
  id: 'otel-spans',
  label: 'OpenTelemetry GenAI spans (CSV)',
  about:
    'A table of spans with the GenAI attributes as columns (operation_name, request_model, input_tokens …), as analyses of agent traces write and publish it.',
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  numberStyle: '1234.56',
  signature: [
    'span_id',
    'operation_name',
    'request_model',
    'start_time_iso',
    'duration_ms',
    'input_tokens',
    'output_tokens',
    'status_code',
  ],
  fields: {
    starts_at: { column: 'start_time_iso' },
    model: { column: 'response_model', fallback: ['request_model'] },
    feature: { column: 'harness' },
    project: { column: 'benchmark' },
    conversation: { column: 'session_id' },
    request_id: { column: 'span_id' },
    input: { column: 'input_tokens', integerAsFloat: true },
    output: { column: 'output_tokens', integerAsFloat: true },
    status: {
      cases: [
        { when: [{ column: 'status_code', is: FAILED_SPAN }], value: 'error' },
        { when: [{ column: 'is_error', is: ['true', '1'] }], value: 'error' },
      ],
      value: 'ok',
    },
    error_class: { column: 'status_message' },
    duration_ms: { column: 'duration_ms', sentinels: [0] },
    retry_after: { column: 'status_message', pattern: RETRY_AFTER_TEXT },
  },
  ignored: spansBeside('operation_name', ['response_model', 'request_model']),
  lacks: ['HTTP status'],
};

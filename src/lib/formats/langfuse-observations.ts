import type { Format } from './format';
import { RETRY_AFTER_TEXT } from './retry-after';

/** Members of the usage of an observation, under the names that SDKs use; the first that is there. */
const usage = (column: string, ...more: string[]): { column: string; fallback: string[] } => ({
  column: `usageDetails.${column}`,
  fallback: more.map((name) => `usageDetails.${name}`),
});

/** Times in the CSV are JSON texts within the cell, quotes included. */
const TIME = '([^"]+)';

/**
 * Observations of Langfuse, of which those that call a model count. `inputUsage` and `outputUsage` are the sums of all
 * usage whose name has input or output in it, so they contain cached, audio and reasoning tokens. The export writes
 * durations in seconds, its newer one in milliseconds under names that say so.
 */
export const langfuseObservations: Format = {
  id: 'langfuse-observations',
  label: 'Langfuse observations',
  about:
    'The observations (or tracing) table of Langfuse, Export, as CSV, JSON or JSON lines: <time>-lf-observations-export-<project>. Also the answers of GET /api/public/observations.',
  unconfirmed:
    'Whether the input that an application reports itself is without its cached tokens. Where it is not, inputUsage counts them twice.',
  shape: 'any',
  records: ['', 'data[]'],
  grain: 'request',
  zone: 'UTC',
  currency: 'USD',
  inputIncludesCached: true,
  totalsIncludeMedia: true,
  numberStyle: '1234.56',
  signature: ['id', 'traceId', 'startTime', 'type', 'level', 'model', 'usageDetails'],
  fields: {
    starts_at: { column: 'startTime', pattern: TIME },
    model: { column: 'model', fallback: ['providedModelName'] },
    feature: { column: 'traceName', fallback: ['name'] },
    project: { column: 'projectId' },
    user: { column: 'userId' },
    conversation: { column: 'sessionId' },
    request_id: { column: 'id' },
    input: { column: 'inputUsage', fallback: ['usage.input', 'promptTokens'], integerAsFloat: true },
    cached_input: usage('input_cached_tokens', 'cache_read_input_tokens', 'input_cache_read'),
    cache_write_5m: usage('input_cache_creation_5m', 'cache_creation_input_tokens', 'input_cache_creation'),
    cache_write_1h: usage('input_cache_creation_1h'),
    output: { column: 'outputUsage', fallback: ['usage.output', 'completionTokens'], integerAsFloat: true },
    reasoning: usage('output_reasoning_tokens', 'output_reasoning'),
    audio_input: usage('input_audio_tokens', 'input_audio'),
    audio_output: usage('output_audio_tokens', 'output_audio'),
    status: {
      cases: [
        {
          when: [{ column: 'level', is: ['ERROR'] }],
          column: 'statusMessage',
          pattern: '\\b([45]\\d\\d)\\b',
        },
      ],
      value: 'ok',
    },
    error: { column: 'level', errorWhen: ['ERROR'] },
    error_class: { column: 'statusMessage' },
    retry_after: { column: 'statusMessage', pattern: RETRY_AFTER_TEXT },
    duration_ms: {
      cases: [{ when: [{ column: 'latencyMs', is: 'not_empty' }], column: 'latencyMs' }],
      column: 'latency',
      factor: '1000',
    },
    ttft_ms: {
      cases: [{ when: [{ column: 'timeToFirstTokenMs', is: 'not_empty' }], column: 'timeToFirstTokenMs' }],
      column: 'timeToFirstToken',
      factor: '1000',
    },
    charged: { column: 'totalCost', fallback: ['costDetails.total', 'calculatedTotalCost'] },
  },
  ignored: [
    {
      kind: 'a step that calls no model',
      when: [{ column: 'type', is: { not: ['GENERATION', 'EMBEDDING'] } }],
    },
  ],
  lacks: ['providers', 'keys', 'regions', 'service tiers', 'HTTP status'],
};

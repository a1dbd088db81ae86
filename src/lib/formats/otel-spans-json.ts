import type { Condition, Format, IgnoredKind } from './format';
import { RETRY_AFTER_HEADER, RETRY_AFTER_TEXT } from './retry-after';

const SPAN = ['spanId', 'startTimeUnixNano', 'endTimeUnixNano'];
const HEADER = 'attributes.http.response.header.retry-after';
const MODELS = ['attributes.gen_ai.response.model', 'attributes.gen_ai.request.model'];

/** What the conventions call providers, where price lists call them otherwise; those of the time before 1.37 too. */
const PROVIDERS = {
  'gcp.gemini': 'google',
  'gcp.gen_ai': 'google',
  'gcp.vertex_ai': 'vertex_ai',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'az.ai.openai': 'azure',
  'az.ai.inference': 'azure',
  'aws.bedrock': 'bedrock',
  mistral_ai: 'mistral',
  moonshot_ai: 'moonshot',
  x_ai: 'xai',
  'ibm.watsonx.ai': 'watsonx',
};

/** Status codes of spans that failed, as number and by name. */
export const FAILED_SPAN = ['2', 'ERROR', 'STATUS_CODE_ERROR'];

/** Spans around or beside calls of a model: tokens that they carry are those of the calls, which have spans of their own. */
export function spansBeside(operation: string, models: string[]): IgnoredKind[] {
  const of = (...names: string[]): Condition[] => [{ column: operation, is: names }];
  return [
    { kind: 'agent', when: of('invoke_agent', 'create_agent', 'invoke_workflow') },
    { kind: 'tool', when: of('execute_tool') },
    { kind: 'retrieval', when: of('retrieval') },
    { kind: 'span without a model', when: models.map((column) => ({ column, is: 'empty' })) },
  ];
}

/**
 * Spans of calls of models by OpenTelemetry's GenAI conventions, as OTLP/JSON. The model is the one that answered, else
 * the one asked for. Input contains what was read from and written to the cache, and audio and images; output contains
 * reasoning. A span of status error or with an error.type is an error; the conventions demand both of every failed call,
 * so all others succeeded. Which lifetime a cache write has, they do not say: it counts as 5 minutes. A request id is the
 * span's own, as failed calls have no response.
 */
export const otelSpansJson: Format = {
  id: 'otel-spans-json',
  label: 'OpenTelemetry GenAI spans (OTLP JSON)',
  about:
    'Traces with gen_ai attributes, written by the file exporter of an OpenTelemetry Collector: an export a line, or one document with resourceSpans. Where two libraries record the same call, export the spans of one.',
  shape: 'json',
  records: ['resourceSpans[].scopeSpans[].spans[]'],
  grain: 'request',
  zone: 'UTC',
  inputIncludesCached: true,
  totalsIncludeMedia: true,
  numberStyle: '1234.56',
  signature: [...SPAN, 'attributes.gen_ai.request.model'],
  alternatives: [[...SPAN, 'attributes.gen_ai.response.model']],
  fields: {
    starts_at: { column: 'startTimeUnixNano', unit: 'unix_ns' },
    provider: {
      column: 'attributes.gen_ai.provider.name',
      fallback: ['attributes.gen_ai.system'],
      map: PROVIDERS,
    },
    model: { column: MODELS[0] ?? '', fallback: MODELS.slice(1) },
    feature: { column: 'resource.attributes.service.name' },
    project: { column: 'resource.attributes.service.namespace' },
    user: { column: 'attributes.user.id', fallback: ['attributes.enduser.id'] },
    region: { column: 'resource.attributes.cloud.region' },
    tier: {
      column: 'attributes.openai.response.service_tier',
      fallback: ['attributes.gen_ai.openai.response.service_tier'],
      map: { default: 'standard' },
    },
    conversation: { column: 'attributes.gen_ai.conversation.id' },
    request_id: { column: 'spanId' },
    input: {
      column: 'attributes.gen_ai.usage.input_tokens',
      fallback: ['attributes.gen_ai.usage.prompt_tokens'],
    },
    cached_input: { column: 'attributes.gen_ai.usage.cache_read.input_tokens' },
    cache_write_5m: { column: 'attributes.gen_ai.usage.cache_creation.input_tokens' },
    output: {
      column: 'attributes.gen_ai.usage.output_tokens',
      fallback: ['attributes.gen_ai.usage.completion_tokens'],
    },
    reasoning: { column: 'attributes.gen_ai.usage.reasoning.output_tokens' },
    audio_input: { column: 'attributes.gen_ai.usage.audio.input_tokens' },
    audio_output: { column: 'attributes.gen_ai.usage.audio.output_tokens' },
    image_input: { column: 'attributes.gen_ai.usage.image.input_tokens' },
    status: { cases: [{ when: [{ column: 'status.code', is: FAILED_SPAN }], value: 'error' }], value: 'ok' },
    error: { column: 'attributes.error.type', errorWhen: 'not_empty' },
    error_class: { column: 'status.message' },
    duration_ms: {
      cases: [{ when: [{ column: 'endTimeUnixNano', is: ['0'] }] }],
      column: 'endTimeUnixNano',
      since: 'startTimeUnixNano',
      unit: 'unix_ns',
      sentinels: [0],
    },
    ttft_ms: { column: 'attributes.gen_ai.response.time_to_first_chunk', unit: 's', sentinels: [0] },
    retry_after: {
      cases: [{ when: [{ column: HEADER, is: 'not_empty' }], column: HEADER, pattern: RETRY_AFTER_HEADER }],
      column: 'status.message',
      pattern: RETRY_AFTER_TEXT,
    },
  },
  ignored: spansBeside('attributes.gen_ai.operation.name', MODELS),
  lacks: ['cache writes for an hour'],
};

import type { Condition, Field, FieldName, Source } from './format';

/** What fields hold, in the words of people. Fields that are not here are of use only beside another. */
export const FIELD_WORDS: Partial<Record<FieldName, string>> = {
  starts_at: 'times',
  requests: 'numbers of requests',
  route: 'routes',
  provider: 'providers',
  model: 'models',
  feature: 'features',
  project: 'projects',
  user: 'users',
  api_key: 'keys',
  region: 'regions',
  tier: 'service tiers',
  conversation: 'conversations',
  request_id: 'request ids',
  input: 'input tokens',
  cached_input: 'cached tokens',
  cache_write_5m: 'cache writes',
  cache_write_1h: 'cache writes for an hour',
  output: 'output tokens',
  reasoning: 'reasoning tokens',
  audio_input: 'audio tokens',
  image_input: 'image tokens',
  status: 'errors',
  error: 'errors',
  error_class: 'errors',
  duration_ms: 'latency',
  ttft_ms: 'time to first token',
  upstream_ms: 'time of the provider behind the gateway',
  overhead_ms: 'time of the gateway itself',
  retry_after: 'waits that errors ask for',
  charged: 'cost',
  line_item: 'line items',
  token_class: 'classes of tokens',
};

/** Where a field comes from, in words: `created_at, unix seconds`. */
export function readWords(field: Field): string {
  const cases = (field.cases ?? []).map((one) => `${sourceWords(one)} where ${conditionsWords(one.when)}`);
  const own = sourceWords(field);
  const parts = cases.length > 0 ? [...cases, ...(own === 'nothing' ? [] : [`else ${own}`])] : [own];
  const since = field.since === undefined ? [] : [`counted from ${field.since}`];
  const unit = field.unit === undefined ? [] : [UNIT_WORDS[field.unit]];
  const fallback = field.default === undefined ? [] : [`${field.default} where empty`];
  return [parts.join('; '), ...since, ...unit, ...fallback].join(', ');
}

/** Conditions in words: `type is 1 and quota is below 0`. */
export function conditionsWords(when: readonly Condition[]): string {
  return when.map(({ column, is }) => `${column} ${isWords(is)}`).join(' and ');
}

const UNIT_WORDS: Record<NonNullable<Field['unit']>, string> = {
  unix_s: 'unix seconds',
  unix_ms: 'unix milliseconds',
  unix_us: 'unix microseconds',
  unix_ns: 'unix nanoseconds',
  ticks: 'ticks of 100 ns',
  ymd: 'a date, also as YYYYMMDD',
  mdy: 'a date as M/D/YYYY',
  min: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
  major: 'an amount',
  cents: 'cents',
};

function sourceWords(source: Source): string {
  const columns = [source.column, ...(source.fallback ?? [])].filter((name) => name !== undefined);
  const value = source.value ? [`always ${source.value}`] : [];
  const read = [...(columns.length > 0 ? [columns.join(', else ')] : []), ...value].join(', else ');
  const part = source.pattern === undefined ? '' : ` (a part of it: ${source.pattern})`;
  const signed = [
    ...(source.plus ?? []).map((name) => ` + ${name}`),
    ...(source.minus ?? []).map((name) => ` − ${name}`),
    ...(source.times ?? []).map((name) => ` × ${name}`),
    ...(source.factor === undefined ? [] : [` × ${source.factor}`]),
  ].join('');
  return `${read}${part}${signed}`.replace(/^ [+] /, '') || 'nothing';
}

function isWords(is: Condition['is']): string {
  if (is === 'empty') return 'is empty';
  if (is === 'not_empty') return 'is not empty';
  if (Array.isArray(is)) return `is ${is.join(' or ')}`;
  if ('not' in is) return `is not ${is.not.join(' or ')}`;
  if ('starts' in is) return `begins with ${is.starts.join(' or ')}`;
  if ('contains' in is) return `has ${is.contains.join(' or ')} in it`;
  if ('same' in is) return `is the same as ${is.same}`;
  return 'below' in is ? `is below ${is.below}` : `is above ${is.above}`;
}

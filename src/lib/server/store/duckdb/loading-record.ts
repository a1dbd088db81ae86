import type { Field, FieldName, Format } from '$lib/formats/format';
import { FIELD_NAMES } from '$lib/formats/format';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import { isArithmetic } from './loading-arithmetic';
import { conditionsSql } from './loading-conditions';
import { microseconds, money, wholeNumber } from './loading-numbers';
import { outcomeSql } from './loading-outcome';
import type { Reading } from './loading-text';
import { instant } from './loading-times';
import { tokenClassesSql } from './loading-tokens';
import { waitMicroseconds } from './loading-waits';

/** Fields that count tokens, as the source counts them. */
export const COUNTS = [
  'input',
  'cached_input',
  'cache_write_5m',
  'cache_write_1h',
  'output',
  'reasoning',
  'audio_input',
  'cached_audio_input',
  'audio_output',
  'image_input',
  'cached_image_input',
  'image_output',
] as const satisfies readonly FieldName[];

/** Fields that hold how long a part of a request took. */
export const DURATION_FIELDS = [
  'duration_ms',
  'ttft_ms',
  'upstream_ms',
  'overhead_ms',
] as const satisfies readonly FieldName[];
export type DurationField = (typeof DURATION_FIELDS)[number];

/**
 * The SELECTs that make records of a relation `source` with columns c0, c1 … , in layers: texts (`t_…`, one a field),
 * numbers and times (`n_…`, NULL where absent or unreadable), the record itself (`r_…`), and how it ended, in relation
 * `endings`. What the file has nothing for is a constant.
 */
export function recordLayers(reading: Reading): string {
  const { httpStatus, statusWord, outcome } = outcomeSql(reading);
  return [
    `texts AS (SELECT *, ${textColumns(reading).join(', ')} FROM source)`,
    `numbers AS (SELECT *, ${numberColumns(reading).join(', ')} FROM texts)`,
    `records AS (SELECT *, ${recordColumns(reading).join(', ')}, ${httpStatus} AS r_http_status, ${statusWord} AS r_status_word FROM numbers)`,
    `endings AS (SELECT *, ${outcome} AS r_outcome, ${promptOver(reading)} AS r_prompt_over FROM records)`,
  ].join(',\n');
}

/** Token classes that are not 0 in every row of the file, as columns of `records`. */
export function countedClasses(reading: Reading): string[] {
  const tokens = tokenClassesSql(reading);
  return TOKEN_CLASSES.filter((name) => tokens[name] !== '0').map((name) => `r_${name}`);
}

function textColumns({ texts }: Reading): string[] {
  return FIELD_NAMES.map((name) => `${texts[name] ?? 'NULL::VARCHAR'} AS t_${name}`);
}

function numberColumns(reading: Reading): string[] {
  const { format, texts } = reading;
  const { numberStyle: style, fields, zone } = format;
  const column = (name: FieldName, type: string, sql: (text: string) => string): string =>
    `${texts[name] === undefined ? `NULL::${type}` : sql(`t_${name}`)} AS n_${name}`;
  const whole = (name: FieldName): string =>
    column(name, 'BIGINT', (text) => wholeNumber(text, style, floats(fields[name])));
  const duration = (name: DurationField): string =>
    column(name, 'BIGINT', (text) => durationUs(text, fields[name], reading));
  const time = (name: 'starts_at' | 'ends_at'): string =>
    column(name, 'TIMESTAMP', (text) => instant(text, fields[name]?.unit, zone));
  return [
    ...(['starts_at', 'ends_at'] as const).map(time),
    ...[...COUNTS.slice(1), 'requests' as const, 'bucket_seconds' as const, 'prompt_over' as const].map(
      whole,
    ),
    column('input', 'BIGINT', (text) =>
      inclusiveInput(reading, wholeNumber(text, style, floats(fields.input))),
    ),
    ...DURATION_FIELDS.map(duration),
    column('retry_after', 'BIGINT', (text) => waitMicroseconds(text, fields.retry_after?.unit, style)),
    column('charged', 'DECIMAL(38,12)', (text) => money(text, fields.charged?.unit, style)),
  ];
}

/** May a whole number of a field be written as a float? */
export function floats(field: Field | undefined): boolean {
  return (
    field?.integerAsFloat === true || [field, ...(field?.cases ?? [])].some((one) => one && isArithmetic(one))
  );
}

/** A duration, or what passed since another time of the row. */
function durationUs(text: string, field: Field | undefined, { format, source }: Reading): string {
  if (field?.since === undefined) return microseconds(text, field?.unit, format.numberStyle);
  const us = (time: string): string => `epoch_us(${instant(time, field.unit, format.zone)})`;
  return `${us(text)} - ${us(source.cell(field.since) ?? 'NULL')}`;
}

/** The input count with cached input and cache writes in it, in rows too where the source counts them apart. */
function inclusiveInput({ format, source, texts }: Reading, count: string): string {
  const { excludesCachedWhen: when, inputIncludesCached, numberStyle } = format;
  const apart = (['cached_input', 'cache_write_5m', 'cache_write_1h'] as const).filter(
    (name) => texts[name] !== undefined,
  );
  if (!when || !inputIncludesCached || apart.length === 0) return count;
  const added = apart.map((name) => `coalesce(n_${name}, 0)`).join(' + ');
  return `CASE WHEN ${conditionsSql(when, source, numberStyle)} THEN ${count} + ${added} ELSE ${count} END`;
}

function recordColumns(reading: Reading): string[] {
  const tokens = tokenClassesSql(reading);
  return [
    `${bucketSeconds(reading)} AS r_bucket_seconds`,
    `${requests(reading)} AS r_requests`,
    ...TOKEN_CLASSES.map((name) => `${tokens[name]} AS r_${name}`),
    `${measured(reading.format, 'duration_ms')} AS r_duration_us`,
    `${measured(reading.format, 'ttft_ms')} AS r_ttft_us`,
    `${upstream(reading)} AS r_upstream_us`,
  ];
}

function bucketSeconds({ format, texts }: Reading): string {
  const given = texts.bucket_seconds === undefined ? '0' : 'coalesce(n_bucket_seconds, 0)';
  if (format.grain === 'request' || texts.ends_at === undefined) return given;
  return `CASE WHEN n_ends_at IS NULL THEN ${given} ELSE date_diff('second', n_starts_at, n_ends_at) END`;
}

/** A row that says nothing of requests is one where it is no bucket. */
function requests({ format, texts }: Reading): string {
  if (format.grain === 'bucket') return 'n_requests';
  if (texts.bucket_seconds === undefined)
    return texts.requests === undefined ? '1' : 'coalesce(n_requests, 1)';
  return 'CASE WHEN n_requests IS NULL AND coalesce(n_bucket_seconds, 0) = 0 THEN 1 ELSE n_requests END';
}

/** What the provider behind a gateway took: as logged, else the duration without the gateway's own part. */
function upstream({ format, texts }: Reading): string {
  const logged = texts.upstream_ms === undefined ? [] : [measured(format, 'upstream_ms')];
  const rest =
    texts.overhead_ms === undefined
      ? []
      : [`${measured(format, 'duration_ms')} - ${measured(format, 'overhead_ms')}`];
  return [...logged, ...rest].length === 0
    ? 'NULL::BIGINT'
    : `coalesce(${[...logged, ...rest].join(', ')}, NULL)`;
}

/** A duration without what means that it was not measured. */
export function measured(format: Format, name: DurationField): string {
  const sentinels = format.fields[name]?.sentinels ?? [];
  if (sentinels.length === 0) return `n_${name}`;
  const values = sentinels.map((sentinel) => Math.round(sentinel * 1000));
  return `CASE WHEN n_${name} IN (${values.join(', ')}) THEN NULL ELSE n_${name} END`;
}

function promptOver(reading: Reading): string {
  const input = countedClasses(reading).filter((name) => !name.endsWith('output'));
  const prompt = input.length === 0 ? '0' : input.join(' + ');
  const steps = PROMPT_BOUNDS.slice(1).map(
    (bound, index) => `WHEN (${prompt}) <= ${bound} THEN ${PROMPT_BOUNDS[index]}`,
  );
  return `CASE WHEN r_requests IS DISTINCT FROM 1 THEN n_prompt_over ${steps.join(' ')} ELSE ${PROMPT_BOUNDS.at(-1)} END`;
}

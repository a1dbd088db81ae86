import type { FieldName, Format } from '$lib/formats/format';
import { FIELD_NAMES } from '$lib/formats/format';
import { PROMPT_BOUNDS } from '$lib/pricing/prompt-bounds';
import { TOKEN_CLASSES } from '$lib/usage/token-classes';
import { microseconds, money, wholeNumber } from './loading-numbers';
import { outcomeSql } from './loading-outcome';
import type { SourceColumns } from './loading-text';
import { fieldText, literal } from './loading-text';
import { instant } from './loading-times';

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

/**
 * The SELECT that makes records of source rows, in layers over a relation `source` with columns c0, c1 …:
 * texts (`t_…`, one a field), numbers and times (`n_…`, NULL where absent or unreadable) and the record itself (`r_…`).
 * Rows of ignored kinds are left to the caller (`ignoredKind`).
 */
export function recordLayers(format: Format, source: SourceColumns, route: string | undefined): string {
  return [
    `texts AS (SELECT *, ${textColumns(format, source, route).join(', ')} FROM source)`,
    `numbers AS (SELECT *, ${numberColumns(format).join(', ')} FROM texts)`,
    `records AS (SELECT *, ${recordColumns(format).join(', ')} FROM numbers)`,
    `endings AS (SELECT *, ${outcomeSql(format, source).outcome} AS r_outcome, ${promptOver()} AS r_prompt_over FROM (SELECT *, ${statusColumns(format, source)} FROM records))`,
  ].join(',\n');
}

/** The kind of an ignored row, NULL for usage. Undefined where the format ignores nothing. */
export function ignoredKind(format: Format, source: SourceColumns): string | undefined {
  if (format.ignored.length === 0) return undefined;
  const cases = format.ignored.map(({ kind, when }) => {
    const conditions = when.map(({ column, is }) => cellIs(source.cell(column), is));
    return `WHEN ${conditions.join(' AND ')} THEN ${literal(kind)}`;
  });
  return `CASE ${cases.join(' ')} END`;
}

function cellIs(cell: string | undefined, is: 'empty' | 'not_empty' | string[]): string {
  if (is === 'empty') return cell === undefined ? 'true' : `${cell} IS NULL`;
  if (cell === undefined) return 'false';
  if (is === 'not_empty') return `${cell} IS NOT NULL`;
  return `coalesce(lower(trim(${cell})) IN (${is.map((text) => literal(text.toLowerCase())).join(', ')}), false)`;
}

function textColumns(format: Format, source: SourceColumns, route: string | undefined): string[] {
  return FIELD_NAMES.map((name) => {
    const text = fieldText(format.fields[name], source);
    if (name === 'route' && route !== undefined)
      return `coalesce(${text ?? 'NULL'}, ${literal(route)}) AS t_route`;
    if (name === 'charged_currency') return `${currencyText(format, text)} AS t_charged_currency`;
    return `${text ?? 'NULL::VARCHAR'} AS t_${name}`;
  });
}

function currencyText(format: Format, text: string | undefined): string {
  const parts = [text === undefined ? 'NULL::VARCHAR' : `upper(trim(${text}))`];
  if (format.currency !== undefined) parts.push(literal(format.currency.toUpperCase()));
  return `coalesce(${parts.join(', ')}, NULL)`;
}

function numberColumns(format: Format): string[] {
  const { numberStyle: style, fields, zone } = format;
  const whole = (name: FieldName): string =>
    `${wholeNumber(`t_${name}`, style, fields[name]?.integerAsFloat === true)} AS n_${name}`;
  const duration = (name: 'duration_ms' | 'ttft_ms'): string =>
    `${microseconds(`t_${name}`, fields[name]?.unit, style)} AS n_${name}`;
  const time = (name: 'starts_at' | 'ends_at'): string =>
    `${instant(`t_${name}`, fields[name]?.unit, zone)} AS n_${name}`;
  return [
    time('starts_at'),
    time('ends_at'),
    ...[...COUNTS, 'requests' as const, 'bucket_seconds' as const].map(whole),
    duration('duration_ms'),
    duration('ttft_ms'),
    `${money('t_charged', fields.charged?.unit, style)} AS n_charged`,
  ];
}

function recordColumns(format: Format): string[] {
  const tokens = tokenClasses(format);
  return [
    `${bucketSeconds(format)} AS r_bucket_seconds`,
    `${requests(format)} AS r_requests`,
    ...TOKEN_CLASSES.map((name) => `${tokens[name]} AS r_${name}`),
    `${measured(format, 'duration_ms')} AS r_duration_us`,
    `${measured(format, 'ttft_ms')} AS r_ttft_us`,
  ];
}

/** Disjoint classes out of the source's counts (see Format.inputIncludesCached and totalsIncludeMedia). */
function tokenClasses(format: Format): Record<(typeof TOKEN_CLASSES)[number], string> {
  const n = (name: (typeof COUNTS)[number]): string => `coalesce(n_${name}, 0)`;
  const media = format.totalsIncludeMedia === true;
  const includes = format.inputIncludesCached;
  const cached = media
    ? `(${n('cached_input')} - ${n('cached_audio_input')} - ${n('cached_image_input')})`
    : n('cached_input');
  const fromInput = [
    ...(includes ? [cached, n('cache_write_5m'), n('cache_write_1h')] : []),
    ...(media ? [n('audio_input'), n('image_input')] : []),
  ];
  return {
    uncached_input: [n('input'), ...fromInput].join(' - '),
    cached_input: cached,
    cache_write_5m: n('cache_write_5m'),
    cache_write_1h: n('cache_write_1h'),
    output: media ? `${n('output')} - ${n('audio_output')} - ${n('image_output')}` : n('output'),
    audio_input: includes ? `${n('audio_input')} - ${n('cached_audio_input')}` : n('audio_input'),
    cached_audio_input: n('cached_audio_input'),
    audio_output: n('audio_output'),
    image_input: includes ? `${n('image_input')} - ${n('cached_image_input')}` : n('image_input'),
    cached_image_input: n('cached_image_input'),
    image_output: n('image_output'),
  };
}

function bucketSeconds(format: Format): string {
  const given = 'coalesce(n_bucket_seconds, 0)';
  if (format.grain === 'request' || format.fields.ends_at === undefined) return given;
  return `CASE WHEN n_ends_at IS NULL THEN ${given} ELSE date_diff('second', n_starts_at, n_ends_at) END`;
}

/** A row that says nothing of requests is one where it is no bucket. */
function requests(format: Format): string {
  if (format.grain === 'bucket') return 'n_requests';
  return 'CASE WHEN n_requests IS NULL AND coalesce(n_bucket_seconds, 0) = 0 THEN 1 ELSE n_requests END';
}

function measured(format: Format, name: 'duration_ms' | 'ttft_ms'): string {
  const sentinels = format.fields[name]?.sentinels ?? [];
  if (sentinels.length === 0) return `n_${name}`;
  const texts = sentinels.map((sentinel) => Math.round(sentinel * 1000));
  return `CASE WHEN n_${name} IN (${texts.join(', ')}) THEN NULL ELSE n_${name} END`;
}

function statusColumns(format: Format, source: SourceColumns): string {
  const { httpStatus, statusWord } = outcomeSql(format, source);
  return `${httpStatus} AS r_http_status, ${statusWord} AS r_status_word`;
}

function promptOver(): string {
  const input = TOKEN_CLASSES.filter((name) => !name.endsWith('output')).map((name) => `r_${name}`);
  const steps = PROMPT_BOUNDS.slice(1).map(
    (bound, index) => `WHEN (${input.join(' + ')}) <= ${bound} THEN ${PROMPT_BOUNDS[index]}`,
  );
  return `CASE WHEN r_requests IS DISTINCT FROM 1 THEN NULL ${steps.join(' ')} ELSE ${PROMPT_BOUNDS.at(-1)} END`;
}

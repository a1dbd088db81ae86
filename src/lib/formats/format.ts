import type { Label } from '../usage/usage-record';

/**
 * A format: how an export is recognised and how its columns become usage records or charge lines. Built-in formats and
 * the user's own are the same declaration; recognition in the browser, the preview, the loading SQL and the format's
 * documentation page all come from it.
 *
 * Column names, here and in fields and conditions, compare as columnKey says. Beside the columns of a CSV header they
 * may be:
 * - a dotted path (`amount.value`, `other.cache_tokens`): a member of nested JSON, be it the record of a JSON file or
 *   the JSON text in a cell (of column `other`; a cell that holds no JSON rejects the row);
 * - in JSON, a member of an enclosing object (the bucket's `start_time`); the innermost of a name counts;
 * - in JSON, a list of keys and values, as OpenTelemetry and BigQuery write them, read as an object
 *   (`attributes.error.type`, `resource.attributes.service.name`, `labels.team`);
 * - `credits[].amount`: the exact sum of a number over a list of objects;
 * - a name with `{zone}` or `{currency}` (`Time ({zone})`, `Cost ({currency})`): what the header has there is the zone
 *   of times without offset, or the currency as code or sign.
 */
export interface Format {
  /** Kebab-case, unique. */
  id: string;
  label: string;
  /** A CSV where not given; `any`: the same columns come as CSV and as JSON. JSON is one document, several, or NDJSON. */
  shape?: 'csv' | 'json' | 'any';
  /**
   * Where records are in JSON: `data[].results[]`, `data[]`, or '' (not given) where each value of NDJSON or of a list
   * is one. Several places are alternatives: the first that the file has. A list around all of it does not matter.
   */
  records?: string[];
  /** One or two sentences: where people get the export. */
  about?: string;
  /** What is not confirmed about the export (its header, a unit): said when it is recognised. */
  unconfirmed?: string;
  /** The export is known and cannot be used (totals repeated by model …): why, and what to export instead. */
  refuse?: string;
  /** What its rows are: usage, or amounts that were charged for it, without requests and tokens. Usage where not given. */
  kind?: 'usage' | 'cost';
  grain: 'request' | 'bucket';
  /** IANA zone of times that carry no offset. */
  zone: string;
  /** Currency of `charged` where the file does not say; ISO 4217. */
  currency?: string;
  /** Does the source's input count contain cached tokens and cache writes? The audio and image inputs then contain their cached part too. */
  inputIncludesCached: boolean;
  /** Rows whose input count does not, where inputIncludesCached is true: all conditions hold. */
  excludesCachedWhen?: Condition[];
  /**
   * Do `input`, `cached_input` and `output` also contain the audio and image tokens? False where not given. With both
   * true: uncached_input = input − (cached_input − cached_audio − cached_image) − cache writes − audio_input −
   * image_input; the record's audio_input = audio_input − cached_audio_input, and output = output − audio_output −
   * image_output. A negative result rejects the row.
   */
  totalsIncludeMedia?: boolean;
  /** Errors are logged only where the source is set to: in a file without any, how requests ended is unknown. */
  errorsOptional?: boolean;
  numberStyle: NumberStyle;
  /** Columns that a file must have to be recognised as this format. */
  signature: string[];
  /** Signatures of other generations of the export, in place of `signature`. */
  alternatives?: string[][];
  /** The whole header of an export of a period without usage, where it lacks signature columns. */
  emptyHeader?: string[];
  fields: Partial<Record<FieldName, Field>>;
  /** Row kinds that are not usage, each with the reason that the books show. First match wins. */
  ignored: IgnoredKind[];
  /** What the export never holds, for the documentation and for "not in this source". */
  lacks?: string[];
}

export const NUMBER_STYLES = ['1234.56', '1,234.56', '1.234,56', '1 234,56'] as const;
export type NumberStyle = (typeof NUMBER_STYLES)[number];

/**
 * What a declaration can fill. `input` is the source's own input count, see inputIncludesCached. `status` reads ok,
 * error or an HTTP status (400 and above is an error; other text rejects the row). A row is an error where `status`
 * or `error` says so; `error_class` is read in error rows only: the name of an error class, else the class follows
 * from the HTTP status in `status` or `error`, else it is `other`. Empty token counts are 0. `ends_at` wins over
 * `bucket_seconds`, which serves rows without it; with neither, a row is a single request. `prompt_over` tells of a bucket which price tier its prompts
 * are in: the one of PROMPT_BOUNDS that each of them exceeds; of a single request it follows from its tokens.
 *
 * `upstream_ms` is how much of `duration_ms` the provider behind a gateway took; a source that logs the gateway's own
 * part has `overhead_ms` in its place (upstream = duration − overhead). `retry_after` is read in error rows: a number of
 * its unit (seconds where not given), or parts with their units, 1m2.5s.
 *
 * Of a cost export only starts_at, route, provider, model, project, api_key, tier, charged, charged_currency and the
 * last two are read: `line_item` is what the source calls the amount, `token_class` one of TOKEN_CLASSES (other text
 * counts as empty). starts_at, charged and one of model and line_item are needed.
 */
export const FIELD_NAMES = [
  'starts_at',
  'ends_at',
  'bucket_seconds',
  'requests',
  'route',
  'provider',
  'model',
  'feature',
  'project',
  'user',
  'api_key',
  'region',
  'tier',
  'conversation',
  'request_id',
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
  'prompt_over',
  'status',
  'error',
  'error_class',
  'duration_ms',
  'ttft_ms',
  'upstream_ms',
  'overhead_ms',
  'retry_after',
  'charged',
  'charged_currency',
  'line_item',
  'token_class',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number] & (Label | string);

/**
 * How a text comes out of a row: the first of `column` and `fallback` that is not empty once `pattern` and `map` have
 * been at it, else `value`; then the arithmetic. With none of these it is empty.
 */
export interface Source {
  /** Source column; a column that the file lacks counts as empty. */
  column?: string;
  /** Columns read in turn, with the same `pattern` and `map`, while the text so far is empty. */
  fallback?: string[];
  /** A constant. */
  value?: string;
  /**
   * A regular expression anywhere in the cell (RE2: no lookaround, no back-reference); its first group, trimmed, is the
   * text, before `map`. Empty where it does not match.
   */
  pattern?: string;
  /** Exact text → text replacements, case-insensitive, before the arithmetic; an empty replacement makes the cell empty. */
  map?: Record<string, string>;
  /**
   * Exact decimal arithmetic: (text + plus − minus) × times × factor, rounded at 10⁻¹². Empty columns count as 0 in
   * plus and minus; all empty, or an empty one among `times`, is empty; one that is no number rejects the row, and so
   * does one that is too long to be multiplied exactly: up to 7 digits before the point times up to 12 before and 6
   * after it (the price is the column, the amount is what it is multiplied by), a factor of 14 digits.
   */
  plus?: string[];
  minus?: string[];
  times?: string[];
  /** A decimal: quota of which 500,000 are a dollar has the factor 0.000002. */
  factor?: string;
}

/** How one field of the record is read. At least one of `column`, `value`, `default` and `cases`. */
export interface Field extends Source {
  /** The first case whose conditions all hold is read in place of the field's own source; a case without source is empty. */
  cases?: Case[];
  /** Used where the column is absent or its cell empty, and where a case is. */
  default?: string;
  /** An empty cell rejects the row. starts_at, model (of usage), and route (where declared by column) always are. */
  required?: boolean;
  /** For durations: the text is a time (`unit` is one of a time, or not given), and the duration runs from the time in this column. */
  since?: string;
  /**
   * Unit of the source's number: durations in s, ms, us, ns, min or ticks of 100 ns (the record keeps ms); times in
   * unix_s, unix_ms, unix_us, unix_ns or ticks of .NET (without a unit: RFC 3339, or `YYYY-MM-DD[ HH:MM[:SS[.fraction]]]`
   * in the format's zone; `ymd` takes YYYYMMDD besides, `mdy` M/D/YYYY[[,] HH:MM[:SS]] or with AM and PM; ticks are read
   * beside such texts); money in major or cents.
   */
  unit?: Unit;
  /** For `error`: when the row is an error. A list means: any of these texts, case-insensitive. */
  errorWhen?: 'not_empty' | string[];
  /** Numbers (after unit) that mean "not measured": −1000, 0 … */
  sentinels?: number[];
  /** Whole numbers written as floats (`10.0`) are accepted when true; 10.5 never is. Always true of arithmetic. */
  integerAsFloat?: boolean;
}

export const TIME_UNITS = ['unix_s', 'unix_ms', 'unix_us', 'unix_ns', 'ticks', 'ymd', 'mdy'] as const;
export const DURATION_UNITS = ['s', 'ms', 'us', 'ns', 'min', 'ticks'] as const;
export const MONEY_UNITS = ['major', 'cents'] as const;
export type Unit = (typeof TIME_UNITS | typeof DURATION_UNITS | typeof MONEY_UNITS)[number];

/** What a field is in rows for which all conditions hold. */
export interface Case extends Source {
  when: Condition[];
}

/** Something that holds for a row or not. */
export interface Condition {
  column: string;
  is: 'empty' | 'not_empty' | string[] | Comparison;
}

/** Beyond a list of texts (any of them, case-insensitive). An empty cell meets `not` only; text that is no number is neither below nor above. */
export type Comparison =
  | { not: string[] }
  | { starts: string[] }
  | { contains: string[] }
  | { below: number }
  | { above: number }
  /** The cell of another column is the same. */
  | { same: string };

/** A row kind that is no usage: all conditions hold. */
export interface IgnoredKind {
  kind: string;
  when: Condition[];
}

import type { Label } from '../usage/usage-record';

/**
 * A format: how an export is recognised and how its columns become usage records. Built-in formats and the
 * user's own are the same declaration; recognition in the browser, the preview, the loading SQL and the format's
 * documentation page all come from it.
 */
export interface Format {
  /** Kebab-case, unique. */
  id: string;
  label: string;
  /** One or two sentences: where people get the export. */
  about?: string;
  grain: 'request' | 'bucket';
  /** IANA zone of times that carry no offset. */
  zone: string;
  /** Currency of `charged` where the file does not say; ISO 4217. */
  currency?: string;
  /** Does the source's input count contain cached tokens and cache writes? The audio and image inputs then contain their cached part too. */
  inputIncludesCached: boolean;
  /**
   * Do `input`, `cached_input` and `output` also contain the audio and image tokens? False where not given. With both
   * true: uncached_input = input − (cached_input − cached_audio − cached_image) − cache writes − audio_input −
   * image_input; the record's audio_input = audio_input − cached_audio_input, and output = output − audio_output −
   * image_output. A negative result rejects the row.
   */
  totalsIncludeMedia?: boolean;
  numberStyle: NumberStyle;
  /** Columns that a file must have to be recognised as this format. Names compare as columnKey says. */
  signature: string[];
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
 * `bucket_seconds`; with neither, a row is a single request.
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
  'status',
  'error',
  'error_class',
  'duration_ms',
  'ttft_ms',
  'charged',
  'charged_currency',
] as const;
export type FieldName = (typeof FIELD_NAMES)[number] & (Label | string);

/** How one field of the record is read. At least one of `column` and `value`. */
export interface Field {
  /** Source column; a column that the file lacks counts as empty. */
  column?: string;
  /** Columns read in turn, with the same `map`, while the text so far is empty. */
  fallback?: string[];
  /** A constant. */
  value?: string;
  /** Used where the column is absent or its cell empty. */
  default?: string;
  /** An empty cell rejects the row. starts_at, model, and route (where declared by column) always are. */
  required?: boolean;
  /**
   * Unit of the source's number: durations in s, ms or us (the record keeps ms); times in unix_s or unix_ms
   * (without a unit: RFC 3339, or `YYYY-MM-DD[ HH:MM[:SS[.fraction]]]` in the format's zone); money in major or
   * cents.
   */
  unit?: 's' | 'ms' | 'us' | 'unix_s' | 'unix_ms' | 'major' | 'cents';
  /** Exact text → text replacements, case-insensitive, before anything else; an empty replacement makes the cell empty. */
  map?: Record<string, string>;
  /** For `error`: when the row is an error. A list means: any of these texts, case-insensitive. */
  errorWhen?: 'not_empty' | string[];
  /** Numbers (after unit) that mean "not measured": −1000, 0 … */
  sentinels?: number[];
  /** Whole numbers written as floats (`10.0`) are accepted when true; 10.5 never is. */
  integerAsFloat?: boolean;
}

/** A row kind that is no usage: all conditions hold. */
export interface IgnoredKind {
  kind: string;
  when: { column: string; is: 'empty' | 'not_empty' | string[] }[];
}

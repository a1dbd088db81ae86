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
  /** Does the source's input count contain cached tokens and cache writes? */
  inputIncludesCached: boolean;
  numberStyle: NumberStyle;
  /** Columns that a file must have to be recognised as this format. */
  signature: string[];
  fields: Partial<Record<FieldName, Field>>;
  /** Row kinds that are not usage, each with the reason that the books show. First match wins. */
  ignored: IgnoredKind[];
  /** What the export never holds, for the documentation and for "not in this source". */
  lacks?: string[];
}

export const NUMBER_STYLES = ['1234.56', '1,234.56', '1.234,56', '1 234,56'] as const;
export type NumberStyle = (typeof NUMBER_STYLES)[number];

/** What a declaration can fill. `input` is the source's own input count, see inputIncludesCached. */
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
  /** Source column; a column that the file lacks counts as empty (unless `required`). */
  column?: string;
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
  /** Exact text → text replacements, case-insensitive, before anything else. */
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

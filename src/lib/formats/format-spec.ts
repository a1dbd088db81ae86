import * as v from 'valibot';
import { FIELD_NAMES, NUMBER_STYLES, type FieldName } from './format';

const NO_NUL = v.regex(/^[^\0]*$/, 'contains the character NUL');
const name = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty('must not be empty'),
  v.maxLength(300, 'is longer than 300 characters'),
  NO_NUL,
);
const text = v.pipe(v.string(), v.maxLength(2_000, 'is longer than 2,000 characters'), NO_NUL);
const names = v.pipe(v.array(name), v.maxLength(200, 'holds more than 200 names'));

const fieldSpec = v.strictObject({
  column: v.exactOptional(name),
  fallback: v.exactOptional(names),
  value: v.exactOptional(text),
  default: v.exactOptional(text),
  required: v.exactOptional(v.boolean()),
  unit: v.exactOptional(v.picklist(['s', 'ms', 'us', 'unix_s', 'unix_ms', 'major', 'cents'])),
  pattern: v.exactOptional(v.pipe(text, v.nonEmpty('must not be empty'))),
  map: v.exactOptional(v.record(text, text)),
  error_when: v.exactOptional(
    v.union([v.literal('not_empty'), v.pipe(v.array(text), v.nonEmpty('must not be empty'))]),
  ),
  sentinels: v.exactOptional(
    v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(20, 'holds more than 20 numbers')),
  ),
  integer_as_float: v.exactOptional(v.boolean()),
});

const condition = v.strictObject({
  column: name,
  is: v.union([v.picklist(['empty', 'not_empty']), v.pipe(v.array(text), v.nonEmpty('must not be empty'))]),
});

const ignoredKind = v.strictObject({
  kind: name,
  when: v.pipe(
    v.array(condition),
    v.nonEmpty('must not be empty'),
    v.maxLength(20, 'holds more than 20 conditions'),
  ),
});

const fields = Object.fromEntries(FIELD_NAMES.map((field) => [field, v.exactOptional(fieldSpec)])) as Record<
  FieldName,
  v.ExactOptionalSchema<typeof fieldSpec, undefined>
>;

/** A declaration as JSON (api.md "Formats"): the shape alone; checkFormat looks at what it means. */
export const FORMAT_SPEC = v.strictObject({
  /** Where given, equal to the id of the address. */
  id: v.exactOptional(name),
  label: name,
  about: v.exactOptional(text),
  kind: v.exactOptional(v.picklist(['usage', 'cost'])),
  grain: v.picklist(['request', 'bucket']),
  zone: name,
  currency: v.exactOptional(name),
  input_includes_cached: v.boolean(),
  totals_include_media: v.exactOptional(v.boolean()),
  number_style: v.picklist(NUMBER_STYLES),
  signature: v.exactOptional(names, []),
  empty_header: v.exactOptional(names),
  fields: v.strictObject(fields),
  ignored: v.exactOptional(v.pipe(v.array(ignoredKind), v.maxLength(50, 'holds more than 50 kinds')), []),
  lacks: v.exactOptional(names),
});

/** A declaration as JSON whose shape is right. */
export type FormatSpec = v.InferOutput<typeof FORMAT_SPEC>;
export type FieldSpec = v.InferOutput<typeof fieldSpec>;

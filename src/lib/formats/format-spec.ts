import * as v from 'valibot';
import {
  DURATION_UNITS,
  FIELD_NAMES,
  MONEY_UNITS,
  NUMBER_STYLES,
  TIME_UNITS,
  type FieldName,
} from './format';

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

const texts = v.pipe(
  v.array(text),
  v.nonEmpty('must not be empty'),
  v.maxLength(500, 'holds more than 500 texts'),
);
const finite = v.pipe(v.number(), v.finite());

const comparison = v.union(
  [
    v.strictObject({ not: texts }),
    v.strictObject({ starts: texts }),
    v.strictObject({ contains: texts }),
    v.strictObject({ below: finite }),
    v.strictObject({ above: finite }),
    v.strictObject({ same: name }),
  ],
  'must be { not }, { starts }, { contains } with texts, { below }, { above } with a number, or { same } with a column',
);

const condition = v.strictObject({
  column: name,
  is: v.union([v.picklist(['empty', 'not_empty']), texts, comparison]),
});

const conditions = v.pipe(
  v.array(condition),
  v.nonEmpty('must not be empty'),
  v.maxLength(20, 'holds more than 20 conditions'),
);

const source = {
  column: v.exactOptional(name),
  fallback: v.exactOptional(names),
  value: v.exactOptional(text),
  pattern: v.exactOptional(v.pipe(text, v.nonEmpty('must not be empty'))),
  map: v.exactOptional(v.record(text, text)),
  plus: v.exactOptional(names),
  minus: v.exactOptional(names),
  times: v.exactOptional(names),
  factor: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^-?(?=\d{1,9}$|[\d.]{3,15}$)\d{1,9}(\.\d{1,12})?$/, 'must be a decimal such as 0.000002'),
    ),
  ),
};

const fieldSpec = v.strictObject({
  ...source,
  cases: v.exactOptional(
    v.pipe(
      v.array(v.strictObject({ ...source, when: conditions })),
      v.maxLength(50, 'holds more than 50 cases'),
    ),
  ),
  default: v.exactOptional(text),
  required: v.exactOptional(v.boolean()),
  since: v.exactOptional(name),
  unit: v.exactOptional(v.picklist([...new Set([...TIME_UNITS, ...DURATION_UNITS, ...MONEY_UNITS])])),
  error_when: v.exactOptional(v.union([v.literal('not_empty'), texts])),
  sentinels: v.exactOptional(v.pipe(v.array(finite), v.maxLength(20, 'holds more than 20 numbers'))),
  integer_as_float: v.exactOptional(v.boolean()),
});

const ignoredKind = v.strictObject({ kind: name, when: conditions });

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
  unconfirmed: v.exactOptional(text),
  refuse: v.exactOptional(text),
  shape: v.exactOptional(v.picklist(['csv', 'json', 'any'])),
  records: v.exactOptional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.regex(
            /^([^\s.[\]]+(\.[^\s.[\]]+)*\[\](\.(?=.)|$))*$/,
            'must be a place such as data[].results[], or empty',
          ),
        ),
      ),
      v.nonEmpty('must not be empty'),
      v.maxLength(20, 'holds more than 20 places'),
    ),
  ),
  kind: v.exactOptional(v.picklist(['usage', 'cost'])),
  grain: v.picklist(['request', 'bucket']),
  zone: name,
  currency: v.exactOptional(name),
  input_includes_cached: v.boolean(),
  totals_include_media: v.exactOptional(v.boolean()),
  errors_optional: v.exactOptional(v.boolean()),
  number_style: v.picklist(NUMBER_STYLES),
  excludes_cached_when: v.exactOptional(conditions),
  signature: v.exactOptional(names, []),
  alternatives: v.exactOptional(v.pipe(v.array(names), v.maxLength(20, 'holds more than 20 signatures'))),
  empty_header: v.exactOptional(names),
  fields: v.strictObject(fields),
  ignored: v.exactOptional(v.pipe(v.array(ignoredKind), v.maxLength(50, 'holds more than 50 kinds')), []),
  lacks: v.exactOptional(names),
});

/** A declaration as JSON whose shape is right. */
export type FormatSpec = v.InferOutput<typeof FORMAT_SPEC>;
export type FieldSpec = v.InferOutput<typeof fieldSpec>;

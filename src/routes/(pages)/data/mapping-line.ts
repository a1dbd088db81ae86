import type { FieldName } from '$lib/formats/format';
import type { FieldSpec } from '$lib/formats/format-spec';

/** What a field of a record takes, as a person fills it in: a column, a constant (or both: where the cell is empty), a unit. */
export interface MappingLine {
  column: string;
  value: string;
  unit: string;
}

/** Units that a field can be given in; the first is what a declaration without a unit means. */
export const UNITS: Partial<Record<FieldName, string[]>> = {
  starts_at: ['', 'unix_s', 'unix_ms'],
  ends_at: ['', 'unix_s', 'unix_ms'],
  duration_ms: ['ms', 's', 'us'],
  ttft_ms: ['ms', 's', 'us'],
  upstream_ms: ['ms', 's', 'us'],
  overhead_ms: ['ms', 's', 'us'],
  retry_after: ['s', 'ms', 'us'],
  charged: ['major', 'cents'],
};

/** Always offered; the rest only where the proposal found something, or on request. */
export const MAIN_FIELDS: readonly FieldName[] = [
  'starts_at',
  'model',
  'route',
  'input',
  'output',
  'cached_input',
  'duration_ms',
  'ttft_ms',
  'error',
  'charged',
];

/** A proposed field as the form shows it. */
export function lineOf(field: FieldName, spec: FieldSpec | undefined): MappingLine {
  return {
    column: spec?.column ?? '',
    value: spec?.value ?? spec?.default ?? '',
    unit: spec?.unit ?? UNITS[field]?.[0] ?? '',
  };
}

/** What the form says of a field; what it does not show is kept from the proposal while the column is the same. */
export function fieldSpec(
  field: FieldName,
  { column, value, unit }: MappingLine,
  proposed: FieldSpec | undefined,
): FieldSpec | undefined {
  if (!column && !value) return undefined;
  const {
    value: _value,
    default: _default,
    unit: _unit,
    column: _column,
    ...kept
  } = proposed?.column === column ? proposed : {};
  return {
    ...kept,
    ...(column ? { column } : {}),
    ...(value ? (column ? { default: value } : { value }) : {}),
    ...(unit === (UNITS[field]?.[0] ?? '') ? {} : { unit: unit as NonNullable<FieldSpec['unit']> }),
    ...(field === 'error' && column && !kept.error_when ? { error_when: 'not_empty' as const } : {}),
  };
}

/**
 * A format's id from its name: "Our gateway log" → our-gateway-log, or our-gateway-log-2 where that is taken; a name in
 * another script is my-format-1 and on.
 */
export function idOf(label: string, taken: string[]): string {
  const id = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (id && !taken.includes(id)) return id;
  const stem = id || 'my-format';
  let number = id ? 2 : 1;
  while (taken.includes(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}

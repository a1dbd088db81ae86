import * as v from 'valibot';
import type { Issue, Parsed } from '$lib/usage/filters';
import { checkFormat } from './check-format';
import type { Field, FieldName, Format } from './format';
import { FORMAT_SPEC, type FieldSpec, type FormatSpec } from './format-spec';
import { zoneName } from './zone-name';

/** A declaration's JSON to a Format; issues name the place in the JSON, such as `fields.ttft_ms.unit`. */
export function parseFormat(id: string, json: unknown): Parsed<Format> {
  const parsed = v.safeParse(FORMAT_SPEC, json);
  if (!parsed.success) return { ok: false, issues: parsed.issues.map(toIssue) };
  const format = toFormat(id, parsed.output);
  const issues = checkFormat(format);
  if (parsed.output.id !== undefined && parsed.output.id !== id)
    issues.unshift({ where: 'id', message: `is ${parsed.output.id}, the address says ${id}` });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: format };
}

/** A Format as the JSON that parseFormat reads back. */
export function formatToSpec(format: Format): FormatSpec {
  const {
    inputIncludesCached,
    excludesCachedWhen,
    totalsIncludeMedia,
    errorsOptional,
    numberStyle,
    emptyHeader,
    fields,
    ...rest
  } = format;
  return {
    ...rest,
    input_includes_cached: inputIncludesCached,
    ...(excludesCachedWhen === undefined ? {} : { excludes_cached_when: excludesCachedWhen }),
    ...(totalsIncludeMedia === undefined ? {} : { totals_include_media: totalsIncludeMedia }),
    ...(errorsOptional === undefined ? {} : { errors_optional: errorsOptional }),
    number_style: numberStyle,
    ...(emptyHeader === undefined ? {} : { empty_header: emptyHeader }),
    fields: mapFields(fields, fieldToSpec),
  };
}

function toFormat(id: string, spec: FormatSpec): Format {
  const {
    input_includes_cached,
    excludes_cached_when,
    totals_include_media,
    errors_optional,
    number_style,
    empty_header,
    fields,
    ...rest
  } = spec;
  return {
    ...rest,
    id,
    zone: zoneName(spec.zone) ?? spec.zone,
    inputIncludesCached: input_includes_cached,
    ...(excludes_cached_when === undefined ? {} : { excludesCachedWhen: excludes_cached_when }),
    ...(totals_include_media === undefined ? {} : { totalsIncludeMedia: totals_include_media }),
    ...(errors_optional === undefined ? {} : { errorsOptional: errors_optional }),
    numberStyle: number_style,
    ...(empty_header === undefined ? {} : { emptyHeader: empty_header }),
    fields: mapFields(fields, toField),
  };
}

function mapFields<A, B>(
  fields: Partial<Record<FieldName, A>>,
  map: (field: A) => B,
): Partial<Record<FieldName, B>> {
  const entries = Object.entries(fields) as [FieldName, A][];
  return Object.fromEntries(entries.map(([name, field]) => [name, map(field)])) as Partial<
    Record<FieldName, B>
  >;
}

function toField({ error_when, integer_as_float, ...rest }: FieldSpec): Field {
  return {
    ...rest,
    ...(error_when === undefined ? {} : { errorWhen: error_when }),
    ...(integer_as_float === undefined ? {} : { integerAsFloat: integer_as_float }),
  };
}

function fieldToSpec({ errorWhen, integerAsFloat, ...rest }: Field): FieldSpec {
  return {
    ...rest,
    ...(errorWhen === undefined ? {} : { error_when: errorWhen }),
    ...(integerAsFloat === undefined ? {} : { integer_as_float: integerAsFloat }),
  };
}

function toIssue(issue: v.InferIssue<typeof FORMAT_SPEC>): Issue {
  return { where: v.getDotPath(issue) ?? 'declaration', message: messageOf(issue) };
}

function messageOf(issue: v.InferIssue<typeof FORMAT_SPEC>): string {
  if (issue.kind === 'validation') return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  if (issue.received === 'undefined') return 'is missing';
  return `must be ${issue.expected ?? 'something else'}, not ${issue.received}`;
}

import { columnKey } from '$lib/formats/column-key';
import type { Field, FieldName, Format, NumberStyle, Source } from '$lib/formats/format';
import { FIELD_NAMES } from '$lib/formats/format';
import { columnsRead } from '$lib/formats/format-columns';
import { arithmetic, isArithmetic } from './loading-arithmetic';
import { conditionsSql } from './loading-conditions';
import { jsonMemberText, type JsonMember } from './loading-json';

/**
 * Text as an SQL literal. The loading statement is generated from a format, whose texts (replacements, constants,
 * column names in messages) come from people: they enter SQL here and nowhere else.
 */
export function literal(text: string): string {
  if (text.includes('\0')) throw new RangeError('a format may not contain the character NUL');
  return `'${text.replace(/'/g, "''")}'`;
}

/** The columns of a file: `c0`, `c1` … in SQL, found by name as columnKey compares. */
export class SourceColumns {
  readonly #cells = new Map<string, string>();
  readonly #jsonCells = new Set<string>();

  constructor(readonly names: readonly string[]) {
    names.forEach((name, index) => {
      if (!this.#cells.has(columnKey(name))) this.#cells.set(columnKey(name), `c${index}`);
    });
  }

  /** A column, or a member of the JSON in one (see Format), as SQL; undefined where the file has none of that name. */
  cell(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    const cell = this.#cells.get(columnKey(name));
    if (cell !== undefined) return cell;
    const member = this.#member(name);
    if (member === undefined) return undefined;
    this.#jsonCells.add(member.cell);
    return jsonMemberText(member);
  }

  /** All SQL names in the order of the file. */
  get cells(): string[] {
    return this.names.map((_, index) => `c${index}`);
  }

  /** Columns of which members were asked for: their cells must hold JSON. */
  get jsonCells(): string[] {
    return [...this.#jsonCells];
  }

  #member(name: string): JsonMember | undefined {
    const steps = name.split('.');
    for (let length = steps.length - 1; length > 0; length--) {
      const column = steps.slice(0, length).join('.');
      const inList = column.endsWith('[]');
      const cell = this.#cells.get(columnKey(inList ? column.slice(0, -2) : column));
      if (cell !== undefined) return { cell, path: [...(inList ? ['[]'] : []), ...steps.slice(length)] };
    }
    return undefined;
  }
}

/**
 * The text of a field as SQL: that of the first case that holds, else its own; then the default. Undefined where the
 * file has nothing for it. A duration since a time is empty where that time is.
 */
export function fieldText(
  field: Field | undefined,
  source: SourceColumns,
  style: NumberStyle,
): string | undefined {
  if (!field) return undefined;
  const own = sourceText(field, source, style);
  const cases = (field.cases ?? []).map(
    (one) =>
      `WHEN ${conditionsSql(one.when, source, style)} THEN ${sourceText(one, source, style) ?? 'NULL'}`,
  );
  const text = cases.length > 0 ? `CASE ${cases.join(' ')} ELSE ${own ?? 'NULL::VARCHAR'} END` : own;
  const since = field.since === undefined ? undefined : (source.cell(field.since) ?? 'NULL');
  const timed = text && since ? `CASE WHEN ${since} IS NOT NULL THEN ${text} END` : text;
  if (!field.default) return timed;
  return timed === undefined ? literal(field.default) : `coalesce(${timed}, ${literal(field.default)})`;
}

/** Columns in turn, each with pattern and replacements, then the constant; then the arithmetic. */
function sourceText(field: Source, source: SourceColumns, style: NumberStyle): string | undefined {
  const parts = cellsOf(field, source).map((cell) => replaced(matched(cell, field.pattern), field.map));
  if (field.value) parts.push(literal(field.value));
  const text = parts.length > 1 ? `coalesce(${parts.join(', ')})` : parts[0];
  return isArithmetic(field) ? arithmetic(text, field, source, style) : text;
}

/** Does the file have anything that a field reads? */
export function isThere(field: Field, source: SourceColumns): boolean {
  return [field, ...(field.cases ?? [])].some((one) => {
    const named = [...(one.plus ?? []), ...(one.minus ?? [])].some((name) => source.cell(name) !== undefined);
    return named || cellsOf(one, source).length > 0;
  });
}

function cellsOf(field: Source, source: SourceColumns): string[] {
  return [field.column, ...(field.fallback ?? [])].flatMap((name) => source.cell(name) ?? []);
}

/** A format over the columns of one file. */
export interface Reading {
  format: Format;
  source: SourceColumns;
  /** The text of each field as SQL over c0, c1 … ; fields that the file has nothing for are missing. */
  texts: Partial<Record<FieldName, string>>;
}

/** How a file is read by a format; `route` is that of rows that name none. */
export function readingOf(format: Format, columns: string[], route: string | undefined): Reading {
  const source = new SourceColumns(columns);
  for (const name of columnsRead(format)) source.cell(name);
  const texts: Reading['texts'] = {};
  for (const name of FIELD_NAMES) {
    const text = fieldText(format.fields[name], source, format.numberStyle);
    if (text !== undefined) texts[name] = text;
  }
  if (route !== undefined) texts.route = coalesced(texts.route, literal(route));
  if (texts.charged_currency !== undefined) texts.charged_currency = `upper(trim(${texts.charged_currency}))`;
  if (format.currency !== undefined)
    texts.charged_currency = coalesced(texts.charged_currency, literal(format.currency.toUpperCase()));
  return { format, source, texts };
}

/** How messages name a field: by its column in the file. */
export function fieldPlace(format: Format, name: FieldName): string {
  return format.fields[name]?.column ?? name;
}

function coalesced(text: string | undefined, fallback: string): string {
  return text === undefined ? fallback : `coalesce(${text}, ${fallback})`;
}

/** The first group of a pattern in a cell; NULL where it does not match. */
function matched(cell: string, pattern: string | undefined): string {
  return pattern === undefined ? cell : `nullif(trim(regexp_extract(${cell}, ${literal(pattern)}, 1)), '')`;
}

function replaced(cell: string, map: Field['map']): string {
  const entries = Object.entries(map ?? {});
  if (entries.length === 0) return cell;
  const cases = entries.map(
    ([from, to]) => `WHEN ${literal(from.toLowerCase())} THEN ${to === '' ? 'NULL' : literal(to)}`,
  );
  return `CASE lower(trim(${cell})) ${cases.join(' ')} ELSE ${cell} END`;
}

import { columnKey } from '$lib/formats/column-key';
import type { Field, FieldName, Format } from '$lib/formats/format';
import { FIELD_NAMES } from '$lib/formats/format';

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

  constructor(readonly names: string[]) {
    names.forEach((name, index) => {
      if (!this.#cells.has(columnKey(name))) this.#cells.set(columnKey(name), `c${index}`);
    });
  }

  /** The SQL name of a column; undefined where the file has none of that name. */
  cell(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.#cells.get(columnKey(name));
  }

  /** All SQL names in the order of the file. */
  get cells(): string[] {
    return this.names.map((_, index) => `c${index}`);
  }
}

/**
 * The text of a field as SQL: its columns in turn (each with the field's replacements), then the constant, then the
 * default. Undefined where the file has nothing for it.
 */
export function fieldText(field: Field | undefined, source: SourceColumns): string | undefined {
  if (!field) return undefined;
  const parts = fieldCells(field, source).map((cell) => replaced(matched(cell, field.pattern), field.map));
  for (const constant of [field.value, field.default]) if (constant) parts.push(literal(constant));
  return parts.length > 1 ? `coalesce(${parts.join(', ')})` : parts[0];
}

/** The cells that a field reads, of those that the file has. */
export function fieldCells(field: Field, source: SourceColumns): string[] {
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
  const texts: Reading['texts'] = {};
  for (const name of FIELD_NAMES) {
    const text = fieldText(format.fields[name], source);
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

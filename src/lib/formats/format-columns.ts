import { columnKey } from './column-key';
import type { Condition, Field, Format, Source } from './format';

/** Columns that a format reads, in fields and conditions, each once, in the order of the declaration. */
export function columnsRead(format: Format): string[] {
  const names = new Map<string, string>();
  mapColumns(format, (name) => {
    if (!names.has(columnKey(name))) names.set(columnKey(name), name);
    return name;
  });
  return [...names.values()];
}

/** The same format with each column that it reads under another name; signatures stay. */
export function mapColumns(format: Format, rename: (name: string) => string): Format {
  const fields = Object.entries(format.fields).map(([name, field]) => [name, ofField(field, rename)]);
  return {
    ...format,
    fields: Object.fromEntries(fields) as Format['fields'],
    ...(format.excludesCachedWhen && { excludesCachedWhen: ofConditions(format.excludesCachedWhen, rename) }),
    ignored: format.ignored.map(({ kind, when }) => ({ kind, when: ofConditions(when, rename) })),
  };
}

type Rename = (name: string) => string;

function ofField(field: Field, rename: Rename): Field {
  return {
    ...ofSource(field, rename),
    ...(field.since !== undefined && { since: rename(field.since) }),
    ...(field.cases && {
      cases: field.cases.map((one) => ({ ...ofSource(one, rename), when: ofConditions(one.when, rename) })),
    }),
  };
}

function ofSource<T extends Source>(source: T, rename: Rename): T {
  return {
    ...source,
    ...(source.column !== undefined && { column: rename(source.column) }),
    ...(source.fallback && { fallback: source.fallback.map(rename) }),
    ...(source.plus && { plus: source.plus.map(rename) }),
    ...(source.minus && { minus: source.minus.map(rename) }),
    ...(source.times && { times: source.times.map(rename) }),
  };
}

function ofConditions(conditions: Condition[], rename: Rename): Condition[] {
  return conditions.map(({ column, is }) => ({
    column: rename(column),
    is: typeof is === 'object' && 'same' in is ? { same: rename(is.same) } : is,
  }));
}

/**
 * The column that holds a name, of those a file has: the one called so, or the one whose JSON text may hold it: `other`
 * for `other.cache_tokens`. Undefined where there is none. `columns` are keyed by columnKey.
 */
export function holdingColumn(name: string, columns: ReadonlyMap<string, string>): string | undefined {
  for (
    let key = columnKey(name);
    key !== '';
    key = key.slice(0, Math.max(key.search(/(\[\])?\.[^.]*$/), 0))
  ) {
    const found = columns.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names by which columns compare, with the names themselves; of equal ones the first. */
export function byKey(names: readonly string[]): Map<string, string> {
  const columns = new Map<string, string>();
  for (const name of names) if (!columns.has(columnKey(name))) columns.set(columnKey(name), name);
  return columns;
}

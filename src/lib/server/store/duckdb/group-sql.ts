import { formatDay } from '$lib/usage/day';
import type { Label } from '$lib/usage/usage-record';
import type { Row } from './rows';
import { number, optionalText } from './rows';

/** What groups can be of. */
type Key = 'route' | 'model' | 'region' | 'feature' | 'day';

/** Pieces of a query that groups relation u by ids (as relation `cell`) and names the groups afterwards. */
export interface GroupSql {
  /** In the SELECT of ids, each followed by a comma. */
  columns: string;
  /** In the SELECT of names, each followed by a comma: `key_<name>`. */
  names: string;
  joins: string;
}

/** Keys as SQL; `day` is an expression for days since 1970-01-01, `models` a table of model ids and their names. */
export function groupSql(by: readonly Key[], day: string, models: string): GroupSql {
  const labels = by.filter((key) => key !== 'day');
  return {
    columns: by.map((key) => (key === 'day' ? `${day} AS day,` : `u.${key},`)).join(' '),
    names: by
      .map((key) => (key === 'day' ? 'cell.day AS key_day,' : `label_${key}.name AS key_${key},`))
      .join(' '),
    joins: labels
      .map((key) => `LEFT JOIN ${table(key, models)} AS label_${key} ON label_${key}.id = cell.${key}`)
      .join('\n'),
  };
}

/** The keys that are labels of their own, as cellsSql takes them. */
export function labelsOf(by: readonly Key[]): Label[] {
  return by.filter((key) => key === 'region' || key === 'feature');
}

/** The keys of a row of such a query; a label that is absent has no key. Days are YYYY-MM-DD. */
export function groupKeys<K extends Key>(row: Row, by: readonly K[]): Partial<Record<K, string>> {
  const keys: Partial<Record<K, string>> = {};
  for (const key of by) {
    const name = key === 'day' ? formatDay(number(row, 'key_day')) : optionalText(row, `key_${key}`);
    if (name !== undefined) keys[key] = name;
  }
  return keys;
}

function table(key: Exclude<Key, 'day'>, models: string): string {
  return key === 'model' ? models : `(SELECT id, name FROM label WHERE kind = '${key}')`;
}

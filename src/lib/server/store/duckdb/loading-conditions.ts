import type { Condition, NumberStyle } from '$lib/formats/format';
import { plainNumber } from './loading-numbers';
import { literal, type SourceColumns } from './loading-text';

/** All of the conditions as SQL over c0, c1 … ; never NULL. */
export function conditionsSql(when: readonly Condition[], source: SourceColumns, style: NumberStyle): string {
  return when.map((condition) => `(${conditionSql(condition, source, style)})`).join(' AND ') || 'true';
}

function conditionSql({ column, is }: Condition, source: SourceColumns, style: NumberStyle): string {
  const cell = source.cell(column);
  if (is === 'empty') return cell === undefined ? 'true' : `${cell} IS NULL`;
  if (typeof is === 'object' && 'not' in is)
    return cell === undefined ? 'true' : `NOT ${oneOf(cell, is.not)}`;
  if (cell === undefined) return 'false';
  if (is === 'not_empty') return `${cell} IS NOT NULL`;
  if (Array.isArray(is)) return oneOf(cell, is);
  if ('starts' in is) return anyOf('starts_with', cell, is.starts);
  if ('contains' in is) return anyOf('contains', cell, is.contains);
  if ('same' in is) return same(cell, source.cell(is.same));
  const number = `TRY_CAST(${plainNumber(cell, style)} AS DOUBLE)`;
  return `coalesce(${number} ${'below' in is ? `< ${is.below}` : `> ${is.above}`}, false)`;
}

function oneOf(cell: string, texts: string[]): string {
  const listed = texts.map((text) => literal(text.toLowerCase())).join(', ');
  return `coalesce(lower(trim(${cell})) IN (${listed}), false)`;
}

function anyOf(test: 'starts_with' | 'contains', cell: string, texts: string[]): string {
  const tests = texts.map((text) => `${test}(lower(trim(${cell})), ${literal(text.toLowerCase())})`);
  return `coalesce(${tests.join(' OR ')}, false)`;
}

function same(cell: string, other: string | undefined): string {
  return other === undefined ? 'false' : `coalesce(trim(${cell}) = trim(${other}), false)`;
}

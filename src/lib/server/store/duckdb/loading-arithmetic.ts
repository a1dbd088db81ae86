import type { NumberStyle, Source } from '$lib/formats/format';
import { plainNumber } from './loading-numbers';
import type { SourceColumns } from './loading-text';

/** Does a source calculate? */
export function isArithmetic({ plus, minus, times, factor }: Source): boolean {
  return Boolean(plus ?? minus ?? times) || factor !== undefined;
}

/**
 * (text + plus − minus) × times × factor, exact but for rounding at 10⁻¹², as text in the number style; NULL where all
 * that is added, or one of `times`, is empty. What is no number, or too large to be multiplied exactly, gives its
 * operands as they are, which no number reads. The decimal types are as wide as products of 38 digits allow: with
 * `times` the sum has 7 digits before the point and 12 after it, what it is multiplied by 12 and 6; a factor 14 in all.
 */
export function arithmetic(
  text: string | undefined,
  { plus = [], minus = [], times = [], factor }: Source,
  columns: SourceColumns,
  style: NumberStyle,
): string | undefined {
  const cells = (names: string[]): string[] => names.flatMap((name) => columns.cell(name) ?? []);
  const added = [...(text === undefined ? [] : [text]), ...cells(plus)];
  const [taken, multiplied] = [cells(minus), cells(times)];
  if (added.length + taken.length === 0 || multiplied.length < times.length) return undefined;
  const number = (cell: string, type: string): string => `TRY_CAST(${plainNumber(cell, style)} AS ${type})`;
  const term = (cell: string): string =>
    `CASE WHEN ${cell} IS NULL THEN 0 ELSE ${number(cell, 'DECIMAL(30,12)')} END`;
  let value = [...added.map(term), ...taken.map((cell) => `-(${term(cell)})`)].join(' + ');
  for (const cell of multiplied)
    value = `TRY_CAST(${value} AS DECIMAL(19,12)) * ${number(cell, 'DECIMAL(18,6)')}`;
  if (factor !== undefined) value = `TRY_CAST(${value} AS DECIMAL(24,12)) * ${exact(factor)}`;
  const operands = [...added, ...taken, ...multiplied];
  const empty = [
    `(${[...added, ...taken].map((cell) => `${cell} IS NULL`).join(' AND ')})`,
    ...multiplied.map((cell) => `${cell} IS NULL`),
  ];
  const result = styled(`CAST(TRY_CAST(${value} AS DECIMAL(38,12)) AS VARCHAR)`, style);
  return `CASE WHEN ${empty.join(' OR ')} THEN NULL ELSE coalesce(${result}, concat_ws(' and ', ${operands.join(', ')})) END`;
}

/** A decimal as a literal of no more digits than it has. */
function exact(factor: string): string {
  const [, sign = '', whole = '', , places = ''] = /^(-?)0*(\d*)(\.(\d*?)0*)?$/.exec(factor) ?? [];
  const scale = places.length;
  return `CAST('${sign}${whole || '0'}${scale > 0 ? `.${places}` : ''}' AS DECIMAL(${Math.max(whole.length + scale, 1)},${scale}))`;
}

function styled(number: string, style: NumberStyle): string {
  return style.endsWith(',56') ? `replace(${number}, '.', ',')` : number;
}

import type { Field, NumberStyle, Unit } from '$lib/formats/format';
import { literal } from './loading-text';

/** More than this is no count of anything that happened. */
export const LARGEST_COUNT = 1_000_000_000_000_000;

/** What stands for all counts of more than 17 digits: dozens of them add up within BIGINT. */
const BEYOND = 100_000_000_000_000_000;

/** 31 days: more than this is another unit. */
export const LONGEST_DURATION_US = 31 * 86_400_000_000;

const GROUPED: Record<NumberStyle, { pattern: string; group: string[]; point: string }> = {
  '1234.56': { pattern: '', group: [], point: '.' },
  '1,234.56': { pattern: '-?(\\d+|[1-9]\\d{0,2}(,\\d{3})+)(\\.\\d+)?', group: [','], point: '.' },
  '1.234,56': { pattern: '-?(\\d+|[1-9]\\d{0,2}(\\.\\d{3})+)(,\\d+)?', group: ['.'], point: ',' },
  '1 234,56': {
    pattern: '-?(\\d+|[1-9]\\d{0,2}([ \u00A0\u202F]\\d{3})+)(,\\d+)?',
    group: [' ', '\u00A0', '\u202F'],
    point: ',',
  },
};

/** A number's text without grouping and with a decimal point; NULL where it is not written in the style. */
export function plainNumber(text: string, style: NumberStyle): string {
  const { pattern, group, point } = GROUPED[style];
  if (pattern === '') return `CASE WHEN contains(${text}, '_') THEN NULL ELSE ${text} END`;
  let plain = `trim(${text})`;
  for (const mark of group) plain = `replace(${plain}, ${literal(mark)}, '')`;
  if (point !== '.') plain = `replace(${plain}, ${literal(point)}, '.')`;
  return `CASE WHEN regexp_full_match(trim(${text}), ${literal(pattern)}) THEN ${plain} END`;
}

/**
 * A whole number as BIGINT; NULL where the text is none. The engine's own cast would round 12.5 and read 0x10: only
 * what it writes back as it was is taken at once, anything else must match the pattern. What is too long to be a count
 * is ±10¹⁷: it is rejected as too large, and no sum with it overflows before.
 */
export function wholeNumber(text: string, style: NumberStyle, integerAsFloat: boolean): string {
  const plain = style === '1234.56' ? text : plainNumber(text, style);
  const cast = `TRY_CAST(${plain} AS BIGINT)`;
  const written = (digits: string): string => `'\\s*-?\\d{${digits}}${integerAsFloat ? '(\\.0*)?' : ''}\\s*'`;
  return `CASE WHEN strlen(${plain}) <= 17 AND CAST(${cast} AS VARCHAR) = ${plain} THEN ${cast} WHEN regexp_full_match(${plain}, ${written('1,17')}) THEN TRY_CAST(split_part(${plain}, '.', 1) AS BIGINT) WHEN regexp_full_match(${plain}, ${written('18,')}) THEN CASE WHEN contains(${plain}, '-') THEN -${BEYOND} ELSE ${BEYOND} END END`;
}

const MICROSECONDS: Partial<Record<Unit, number>> = {
  min: 60_000_000,
  s: 1_000_000,
  ms: 1000,
  us: 1,
  ticks: 0.1,
  ns: 0.001,
};

/** A duration in whole microseconds; NULL where the text is no number. Sentinels are for the caller. */
export function microseconds(text: string, unit: Field['unit'], style: NumberStyle): string {
  const factor = MICROSECONDS[unit ?? 'ms'] ?? 1000;
  return `TRY_CAST(round(TRY_CAST(${plainNumber(text, style)} AS DOUBLE) * ${factor}) AS BIGINT)`;
}

/** Money as DECIMAL(38,12), rounded at 10⁻¹² where the text has more places; NULL where it is no number. */
export function money(text: string, unit: Field['unit'], style: NumberStyle): string {
  const plain = plainNumber(text, style);
  return `TRY_CAST(${unit === 'cents' ? `(${plain}) || 'e-2'` : plain} AS DECIMAL(38,12))`;
}

import type { Field, NumberStyle } from '$lib/formats/format';
import { microseconds } from './loading-numbers';

const PART = '\\d+(\\.\\d+)? ?(ms|s(ec(ond)?s?)?|m(in(ute)?s?)?|h(ours?)?) ?';
const PARTS: [pattern: string, microseconds: number][] = [
  ['(\\d+(?:\\.\\d+)?) ?h', 3_600_000_000],
  ['(\\d+(?:\\.\\d+)?) ?m(?:[^s]|$)', 60_000_000],
  ['(\\d+(?:\\.\\d+)?) ?s', 1_000_000],
  ['(\\d+(?:\\.\\d+)?) ?ms', 1000],
];

/** How long an error says to wait in whole microseconds: a number, or parts with their units (1m2.5s); NULL where it is neither. */
export function waitMicroseconds(text: string, unit: Field['unit'], style: NumberStyle): string {
  const plain = `lower(trim(${text}))`;
  const parts = PARTS.map(
    ([pattern, factor]) =>
      `coalesce(TRY_CAST(regexp_extract(${plain}, '${pattern}', 1) AS DOUBLE), 0) * ${factor}`,
  );
  return `CASE WHEN regexp_full_match(${plain}, '(${PART})+') THEN CAST(round(${parts.join(' + ')}) AS BIGINT) ELSE ${microseconds(text, unit ?? 's', style)} END`;
}

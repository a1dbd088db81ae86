import type { Field } from '$lib/formats/format';
import { literal } from './loading-text';

const OFFSET = '\\d:\\d\\d.*([Zz]|UTC|GMT|[+-]\\d\\d(:?\\d\\d){0,2})$';

/**
 * A time as TIMESTAMP in UTC; NULL where the text is none. Texts with an offset mean what they say, others are of the
 * format's zone. Fractions beyond microseconds are cut.
 */
export function instant(text: string, unit: Field['unit'], zone: string): string {
  if (unit === 'unix_s') return unix(text, 6);
  if (unit === 'unix_ms') return unix(text, 3);
  return `CASE WHEN suffix(${text}, 'Z') THEN ${zoneless(text)} ELSE coalesce(${zoned(text, zone)}, ${zoned(withSeconds(text), zone)}) END`;
}

/** The engine's cast to TIMESTAMP drops an offset in silence: only for texts that have none, or Z. */
function zoneless(text: string): string {
  return `coalesce(TRY_CAST(${text} AS TIMESTAMP), TRY_CAST(${withSeconds(text)} AS TIMESTAMP))`;
}

function zoned(text: string, zone: string): string {
  const local = `TRY_CAST(${text} AS TIMESTAMP)`;
  const utc = zone === 'UTC' ? local : `CAST(timezone(${literal(zone)}, ${local}) AS TIMESTAMP)`;
  return `CASE WHEN regexp_matches(${text}, '${OFFSET}') THEN CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP) ELSE ${utc} END`;
}

/** 10:30Z → 10:30:00Z: the engine wants seconds where an offset follows. */
function withSeconds(text: string): string {
  return `regexp_replace(${text}, '^(.{10}[T ]\\d\\d:\\d\\d)([Zz+-])', '\\1:00\\2')`;
}

/** Seconds with 6 places or milliseconds with 3; NULL beyond the year 5000, which a wrong unit would give. */
function unix(text: string, places: 3 | 6): string {
  const number = `TRY_CAST(CASE WHEN contains(${text}, '_') THEN NULL ELSE ${text} END AS DECIMAL(20,${places}))`;
  const [factor, largest] = places === 6 ? [1_000_000, 100_000_000_000] : [1000, 100_000_000_000_000];
  return `CASE WHEN abs(${number}) < ${largest} THEN make_timestamp(CAST(${number} * ${factor} AS BIGINT)) END`;
}

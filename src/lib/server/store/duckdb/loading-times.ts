import type { Field } from '$lib/formats/format';
import { literal } from './loading-text';

const OFFSET = '\\d:\\d\\d.*([Zz]|UTC|GMT|[+-]\\d\\d(:?\\d\\d){0,2})$';

/** An offset and Z after it: the engine would take Z and drop the offset in silence. */
const TWO_ZONES = '\\d:\\d\\d[^+-]*[+-]\\d\\d(:?\\d\\d){0,2}\\s*[Zz]$';

/**
 * A time as TIMESTAMP in UTC; NULL where the text is none. Texts with an offset mean what they say, others are of the
 * format's zone. Fractions beyond microseconds are cut.
 */
export function instant(text: string, unit: Field['unit'], zone: string): string {
  if (unit === 'unix_s') return unix(text, 6);
  if (unit === 'unix_ms') return unix(text, 3);
  if (unit === 'unix_us' || unit === 'unix_ns') return counted(text, unit);
  if (unit === 'ticks') return `coalesce(${counted(text, unit)}, ${rfc3339(text, zone)})`;
  if (unit === 'ymd') return written(compact(text), text, zone);
  if (unit === 'mdy') return written(american(text), text, zone);
  return rfc3339(text, zone);
}

/** Does a text that is a time say nothing of its zone? SQL; `false` for counts since a moment. */
export function isZoneless(text: string, unit: Field['unit']): string {
  if (unit?.startsWith('unix_')) return 'false';
  const written = `NOT suffix(${text}, 'Z') AND NOT regexp_matches(${text}, '${OFFSET}')`;
  return unit === 'ticks' ? `${written} AND NOT regexp_full_match(trim(${text}), '\\d+')` : written;
}

function rfc3339(text: string, zone: string): string {
  const hasSign = `(contains(${text}, '+') OR contains(substr(${text}, 12), '-'))`; // far quicker than the pattern
  return `CASE WHEN ${hasSign} AND regexp_matches(${text}, '${TWO_ZONES}') THEN NULL WHEN suffix(${text}, 'Z') THEN ${zoneless(text)} ELSE coalesce(${zoned(text, zone)}, ${zoned(withSeconds(text), zone)}) END`;
}

/** A time of another writing, put as `YYYY-MM-DD HH:MM:SS` by `iso`; else it is read as RFC 3339. */
function written(iso: string, text: string, zone: string): string {
  return `coalesce(${zoned(iso, zone)}, ${rfc3339(text, zone)})`;
}

function compact(text: string): string {
  const day = `trim(${text})`;
  return `CASE WHEN regexp_full_match(${day}, '\\d{8}') THEN concat_ws('-', substr(${day}, 1, 4), substr(${day}, 5, 2), substr(${day}, 7, 2)) END`;
}

const AMERICAN = [
  '%m/%d/%Y',
  '%m/%d/%Y %H:%M',
  '%m/%d/%Y %H:%M:%S',
  '%m/%d/%Y %I:%M:%S %p',
  '%m/%d/%Y %I:%M:%S.%g %p',
];

function american(text: string): string {
  const time = `try_strptime(replace(trim(${text}), ',', ''), [${AMERICAN.map(literal).join(', ')}])`;
  return `strftime(${time}, '%Y-%m-%d %H:%M:%S.%f')`;
}

/** Ticks of .NET are 100 ns since the year 1. */
const TICKS_OF_1970 = '621355968000000000';

/** Whole microseconds, nanoseconds or ticks; NULL outside the years 1 to 5000. */
function counted(text: string, unit: 'unix_us' | 'unix_ns' | 'ticks'): string {
  const count = `CASE WHEN regexp_full_match(trim(${text}), '\\d{1,19}') THEN TRY_CAST(trim(${text}) AS HUGEINT) END`;
  const since1970 = unit === 'ticks' ? `(${count} - ${TICKS_OF_1970})` : `(${count})`;
  const us = `(${since1970} // ${unit === 'unix_us' ? 1 : unit === 'ticks' ? 10 : 1000})`;
  return `CASE WHEN abs(${us}) < 100000000000000000 THEN make_timestamp(CAST(${us} AS BIGINT)) END`;
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

import { NUMBER_STYLES, type FieldName, type NumberStyle } from '$lib/formats/format';
import { notWritten } from '$lib/formats/number-style';
import type { Issue } from '$lib/usage/filters';
import type { PlainFile } from '../store';
import type { Transaction } from './engine';
import { isArithmetic } from './loading-arithmetic';
import { withoutIgnored } from './loading-ignored';
import { microseconds, money, wholeNumber } from './loading-numbers';
import { COUNTS, DURATION_FIELDS, floats, recordLayers } from './loading-record';
import { readPlainFile } from './loading-source';
import { fieldPlace, literal, type Reading } from './loading-text';
import { number, text } from './rows';

/** Cells that differ between the styles hold nothing but these. */
const NUMERIC = literal('[-\\d.,\\s\u00A0\u202F]*\\d[-\\d.,\\s\u00A0\u202F]*');
const WHOLE: readonly FieldName[] = [...COUNTS, 'requests', 'bucket_seconds'];
const DURATIONS: readonly FieldName[] = DURATION_FIELDS;

/**
 * The first number of a row that the file's number style does not read and another does, as columns `odd_place` and
 * `odd_text` over the layers of recordLayers and `kind`.
 */
export function oddNumber(reading: Reading): string {
  const others = NUMBER_STYLES.filter((style) => style !== reading.format.numberStyle);
  const pick = (value: (name: FieldName) => string): string => {
    const cases = numberFields(reading).map((name) => {
      const fits = others.map((style) => `${read(name, style, reading)} IS NOT NULL`).join(' OR ');
      return `WHEN n_${name} IS NULL AND regexp_full_match(t_${name}, ${NUMERIC}) AND (${fits}) THEN ${value(name)}`;
    });
    return cases.length === 0
      ? 'NULL::VARCHAR'
      : `CASE WHEN kind IS NOT NULL THEN NULL ${cases.join(' ')} END`;
  };
  const place = (name: FieldName): string => literal(fieldPlace(reading.format, name));
  return `${pick(place)} AS odd_place, ${pick((name) => `t_${name}`)} AS odd_text`;
}

/**
 * Says so where another number style reads more of a file's numbers than the one in use: what was read would be wrong
 * too, 1.234 being two numbers. Looks at the whole file once more, and only where table `unused` has an odd number.
 */
export async function styleIssues(run: Transaction, file: PlainFile, reading: Reading): Promise<Issue[]> {
  const [odd] = await run(
    'SELECT odd_place, odd_text FROM unused WHERE odd_place IS NOT NULL ORDER BY line LIMIT 1',
  );
  if (!odd) return [];
  const unread = await unreadNumbers(run, file, reading);
  const used = reading.format.numberStyle;
  const least = Math.min(...unread.values());
  if (least === unread.get(used)) return [];
  const fitting = NUMBER_STYLES.filter((style) => unread.get(style) === least).join(' or ');
  const fits = least === 0 ? 'would fit' : 'would fit more of the file';
  return [
    {
      where: `column ${text(odd, 'odd_place')}`,
      message: `${notWritten(text(odd, 'odd_text'), used)}. Numbers written as ${fitting} ${fits}: choose that number style.`,
    },
  ];
}

/** How many numbers of the file each style does not read. */
async function unreadNumbers(
  run: Transaction,
  file: PlainFile,
  reading: Reading,
): Promise<Map<NumberStyle, number>> {
  const counts = NUMBER_STYLES.map((style, at) => {
    const misfits = numberFields(reading).map((name) => `count_if(${misfit(name, style, reading)})`);
    return `(${misfits.join(' + ')})::BIGINT AS unread_${at}`;
  });
  const [row] = await run(
    `WITH source AS (${withoutIgnored(reading, readPlainFile(file, false))}), ${recordLayers(reading)}
    SELECT ${counts.join(', ')} FROM texts`,
  );
  if (!row) throw new Error('no counts of numbers');
  return new Map(NUMBER_STYLES.map((style, at) => [style, number(row, `unread_${at}`)]));
}

/** Fields whose cells hold a number as the file writes it. */
function numberFields({ format, texts }: Reading): FieldName[] {
  const names: FieldName[] = format.kind === 'cost' ? ['charged'] : [...WHOLE, ...DURATIONS, 'charged'];
  return names.filter((name) => {
    const field = format.fields[name];
    const calculates = [field, ...(field?.cases ?? [])].some((one) => one && isArithmetic(one));
    return field !== undefined && texts[name] !== undefined && !calculates && field.since === undefined;
  });
}

function misfit(name: FieldName, style: NumberStyle, reading: Reading): string {
  return `(regexp_full_match(t_${name}, ${NUMERIC}) AND ${read(name, style, reading)} IS NULL)`;
}

function read(name: FieldName, style: NumberStyle, { format: { fields } }: Reading): string {
  const cell = `t_${name}`;
  if (name === 'charged') return money(cell, fields.charged?.unit, style);
  if (DURATIONS.includes(name)) return microseconds(cell, fields[name]?.unit, style);
  return wholeNumber(cell, style, floats(fields[name]));
}

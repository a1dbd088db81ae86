import { NUMBER_STYLES, type FieldName, type Format, type NumberStyle } from '$lib/formats/format';
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
/** The cell that a rejected row's reason repeats, and one in which signs stand between digits. */
const UNREAD = literal('^not an? [a-z ]+: (.*)$');
const PARTED = literal('^not an? [a-z ]+: .*\\d[.,\\s\u00A0\u202F]\\d');
/** Odd cells in the rows of a file: where what was read is right, no more than these are strays, which lose their rows alone. */
const STRAY_SHARE = 0.1;
const WHOLE: readonly FieldName[] = [...COUNTS, 'requests', 'bucket_seconds'];
const DURATIONS: readonly FieldName[] = DURATION_FIELDS;

/**
 * Says so where another number style reads more of a file's numbers than the one in use, and either they differ in the
 * decimal sign (what was read would be wrong too, 1.234 being two numbers) or more than strays are unread. Looks at the
 * whole file again only where table `unused` has a row for such a number.
 */
export async function styleIssues(run: Transaction, file: PlainFile, reading: Reading): Promise<Issue[]> {
  const odd = await oddNumber(run, reading);
  if (!odd) return [];
  const unread = await unreadNumbers(run, file, reading);
  const used = reading.format.numberStyle;
  const least = Math.min(...unread.values());
  if (least === unread.get(used)) return [];
  const fitting = NUMBER_STYLES.filter((style) => unread.get(style) === least);
  const isMisread = fitting.every((style) => decimalSign(style) !== decimalSign(used));
  if (!isMisread && (unread.get(used) ?? 0) - least <= STRAY_SHARE * file.records) return [];
  const fits = least === 0 ? 'would fit' : 'would fit more of the file';
  return [
    {
      where: `column ${odd.place}`,
      message: `${notWritten(odd.text, used)}. Numbers written as ${fitting.join(' or ')} ${fits}: choose that number style.`,
    },
  ];
}

function decimalSign(style: NumberStyle): string {
  return style.slice(-3, -2);
}

/** The first number that the file's style does not read and another does, by the reasons of rejected rows. */
async function oddNumber(
  run: Transaction,
  reading: Reading,
): Promise<{ place: string; text: string } | undefined> {
  const { format } = reading;
  const others = NUMBER_STYLES.filter((style) => style !== format.numberStyle);
  const cases = numberFields(reading).map((name) => {
    const fits = others.map((style) => `${read(name, 'cell', style, format)} IS NOT NULL`).join(' OR ');
    return `WHEN ${literal(fieldPlace(format, name))} THEN ${fits}`;
  });
  const cells = `SELECT line, place, regexp_extract(reason, ${UNREAD}, 1) AS cell FROM unused WHERE kind IS NULL`;
  if (
    cases.length === 0 ||
    (await run(`${cells} AND regexp_matches(reason, ${PARTED}) LIMIT 1`)).length === 0
  )
    return undefined;
  const [row] = await run(
    `SELECT place, cell FROM (${cells}) WHERE regexp_full_match(cell, ${NUMERIC}) AND CASE place ${cases.join(' ')} END ORDER BY line LIMIT 1`,
  );
  return row && { place: text(row, 'place'), text: text(row, 'cell') };
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
  return `(regexp_full_match(t_${name}, ${NUMERIC}) AND ${read(name, `t_${name}`, style, reading.format)} IS NULL)`;
}

function read(name: FieldName, cell: string, style: NumberStyle, { fields }: Format): string {
  if (name === 'charged') return money(cell, fields.charged?.unit, style);
  if (DURATIONS.includes(name)) return microseconds(cell, fields[name]?.unit, style);
  return wholeNumber(cell, style, floats(fields[name]));
}

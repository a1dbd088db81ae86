import { bindFormat, findColumn } from './bind-format';
import { columnKey } from './column-key';
import type { Format } from './format';
import { byKey } from './format-columns';
import { isJson, namesAt, type JsonShape } from './json-shape';

/** What a header, or the shape of JSON, says about its format. */
export interface Recognised {
  /** Bound to the file (see bindTo). Undefined where no format fits, or where several fit equally well. */
  format?: Format;
  /** All that fit, the most specific first. */
  candidates: Format[];
  /** True where the file is a format's export of a period without usage. */
  noUsage: boolean;
}

/**
 * Recognises a format by its signature: every column of one of its signatures is in the header, or with the records of
 * JSON, in any order. The signature with most columns wins; a draw is for a person to decide. A header equal to a
 * format's `emptyHeader` is that format where no signature fits; JSON whose list of records is empty holds no usage.
 */
export function recogniseFormat(file: readonly string[] | JsonShape, formats: readonly Format[]): Recognised {
  const candidates = formats
    .flatMap((format) => best(bindings(format, file), file) ?? [])
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits);
  if (candidates.length === 0) return recogniseEmpty(file, formats);
  const [first, second] = candidates;
  const draw = second !== undefined && second.fits === first?.fits;
  return {
    ...(first && !draw ? { format: first.format } : {}),
    candidates: candidates.map(({ format }) => format),
    noUsage: false,
  };
}

/**
 * The format as it reads one file: with the zone and the currency of the header, and the one place where JSON has its
 * records: the first with the columns of a signature, else the first with objects. Undefined where the file is of
 * another shape or has records at none of the places.
 */
export function bindTo(format: Format, file: readonly string[] | JsonShape): Format | undefined {
  return best(bindings(format, file), file)?.format;
}

function bindings(format: Format, file: readonly string[] | JsonShape): Format[] {
  const { shape = 'csv', records = [''] } = format;
  if (!isJson(file)) return shape === 'json' ? [] : [bindFormat(format, byKey(file))];
  const places = shape === 'csv' ? [] : records.filter((place) => (file.lists[place] ?? 0) > 0);
  return places.map((place) => ({ ...bindFormat(format, byKey(namesAt(file, place))), records: [place] }));
}

/** The binding that fits best; of equals the first. */
function best(
  bound: Format[],
  file: readonly string[] | JsonShape,
): { format: Format; fits: number } | undefined {
  const rated = bound.map((format) => ({ format, fits: fit(format, columnsOf(format, file)) }));
  return rated.sort((a, b) => b.fits - a.fits)[0];
}

/** Columns that a bound format finds in a file, keyed by columnKey. */
export function columnsOf(
  { records: [place] = [''] }: Format,
  file: readonly string[] | JsonShape,
): ReadonlyMap<string, string> {
  return byKey(isJson(file) ? namesAt(file, place ?? '') : file);
}

/** Columns of the largest signature that is there in full; 0 where none is. */
function fit({ signature, alternatives = [] }: Format, columns: ReadonlyMap<string, string>): number {
  const whole = [signature, ...alternatives].filter((names) =>
    names.every((name) => findColumn(name, columns) !== undefined),
  );
  return Math.max(0, ...whole.map((names) => names.length));
}

function recogniseEmpty(file: readonly string[] | JsonShape, formats: readonly Format[]): Recognised {
  const candidates = formats.filter((format) => isEmptyExport(format, file));
  const format = candidates.length === 1 ? candidates[0] : undefined;
  return { ...(format ? { format } : {}), candidates, noUsage: candidates.length > 0 };
}

function isEmptyExport(format: Format, file: readonly string[] | JsonShape): boolean {
  const { emptyHeader, shape = 'csv', records = [''] } = format;
  if (isJson(file)) return shape !== 'csv' && records.some((place) => isEmptyList(place, file));
  const expected = new Set(emptyHeader?.map(columnKey));
  const names = new Set(file.map(columnKey));
  return (
    shape !== 'json' &&
    emptyHeader !== undefined &&
    expected.size === names.size &&
    [...expected].every((n) => names.has(n))
  );
}

/** Is the list there, and empty wherever it is? */
function isEmptyList(place: string, { members, lists }: JsonShape): boolean {
  return place !== '' && (lists[place] ?? 0) === 0 && members.includes(place.slice(0, -2));
}

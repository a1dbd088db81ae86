import { findColumn } from '$lib/formats/bind-format';
import type { Field, Format, NumberStyle } from '$lib/formats/format';
import { holdingColumn } from '$lib/formats/format-columns';
import { columnsAt, isJson, type JsonShape } from '$lib/formats/json-shape';
import { bindTo, columnsOf, recogniseFormat } from '$lib/formats/recognise';
import type { JsonScanned } from './json-scan';
import { Refused } from './refusal';
import type { TextScanned } from './text-scan';

export interface FormatWish {
  /** A format's id, or `auto`. */
  format: string;
  /** Overrides the declared style. */
  numberStyle?: NumberStyle;
}

/** What a format is recognised by: the header of a CSV, or the shape of JSON. */
export type FileShape = readonly string[] | JsonShape;

const NEEDED = { usage: ['starts_at', 'model', 'input', 'output'], cost: ['starts_at', 'charged'] } as const;
const SHOWN = 30;

/** What a scan found that a format is recognised by. */
export function fileShape(scanned: TextScanned | JsonScanned): FileShape {
  return scanned.kind === 'csv' ? scanned.columns : scanned.shape;
}

/**
 * The format that a file is read by, bound to it: the one asked for, or the one that recognises it. Throws Refused: 400
 * for an unknown id, 415 where no format or several fit, 422 where a column is missing, the export is of a period
 * without usage, or is known to be of no use.
 */
export function chooseFormat(file: FileShape, formats: Format[], wish: FormatWish): Format {
  const format = wish.format === 'auto' ? recognised(file, formats) : named(file, formats, wish.format);
  if (format.refuse !== undefined)
    throw new Refused(
      422,
      'unusable-export',
      'This export cannot be used',
      `${format.label}: ${format.refuse}`,
    );
  return wish.numberStyle ? { ...format, numberStyle: wish.numberStyle } : format;
}

function recognised(file: FileShape, formats: Format[]): Format {
  const { format, candidates, noUsage } = recogniseFormat(file, formats);
  if (noUsage) throw withoutUsage(format);
  if (format) return format;
  if (candidates.length === 0) throw unrecognised(file);
  const ids = candidates.map(({ id, label }) => `${id} (${label})`).join(', ');
  throw new Refused(
    415,
    'ambiguous-format',
    'Several formats fit',
    `The ${isJson(file) ? 'JSON' : 'header'} fits more than one format. Choose one with format=<id>: ${ids}.`,
  );
}

function withoutUsage(format: Format | undefined): Refused {
  const what = format ? `This is ${format.label}` : 'The list of records is empty: this is an export';
  return new Refused(422, 'no-usage', 'The export holds no usage', `${what} of a period without usage.`);
}

function unrecognised(file: FileShape): Refused {
  const what = isJson(file)
    ? 'The JSON fits no format. Map its members'
    : 'The header fits no format. Map its columns';
  return new Refused(
    415,
    'unknown-format',
    'No known format',
    `${what} to a format of your own, then send the file again.`,
    isJson(file) ? listsOf(file) : [{ where: 'line 1', message: `columns: ${shown(file)}` }],
  );
}

/** The lists of objects in JSON, with what the objects have. */
function listsOf(shape: JsonShape): { where: string; message: string }[] {
  const places = Object.entries(shape.lists).sort(([, a], [, b]) => b - a);
  return places.slice(0, 5).map(([place, objects]) => ({
    where: place === '' ? 'file' : place,
    message: `${objects.toLocaleString('en')} ${objects === 1 ? 'object' : 'objects'} with ${shown(columnsAt(shape, place))}`,
  }));
}

function shown(names: readonly string[]): string {
  return names.slice(0, SHOWN).join(', ') + (names.length > SHOWN ? ', …' : '');
}

function named(file: FileShape, formats: Format[], id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (!format) {
    const detail = `There is no format ${id}. Use auto, or one of ${formats.map((known) => known.id).join(', ')}.`;
    throw new Refused(400, 'bad-input', 'There is no such format', detail, [
      { where: 'format', message: detail },
    ]);
  }
  const bound = bindTo(format, file);
  if (!bound) throw otherShape(format, file);
  const columns = columnsOf(bound, file);
  const missing = NEEDED[bound.kind ?? 'usage'].flatMap(
    (name) => missingColumn(bound.fields[name], columns) ?? [],
  );
  if (missing.length === 0) return bound;
  throw new Refused(
    422,
    'missing-columns',
    'Columns are missing',
    `${format.label} needs columns that the file lacks: ${missing.join(', ')}.`,
    [{ where: isJson(file) ? 'file' : 'line 1', message: `columns: ${shown([...columns.values()])}` }],
  );
}

function otherShape({ label, shape, records = [''] }: Format, file: FileShape): Refused {
  const places = records
    .map((place) => (place === '' ? 'one a line or in a list' : `at ${place}`))
    .join(' or ');
  const detail = !isJson(file)
    ? `${label} is JSON, and the file is a CSV.`
    : (shape ?? 'csv') === 'csv'
      ? `${label} is a CSV, and the file is JSON.`
      : `${label} has its records ${places}, and the file has none there.`;
  return new Refused(
    422,
    'missing-columns',
    'The file is of another shape',
    detail,
    isJson(file) ? listsOf(file) : [],
  );
}

/** The column that a field cannot do without and the file lacks. */
function missingColumn(field: Field | undefined, columns: ReadonlyMap<string, string>): string | undefined {
  if (!field?.column || field.cases || field.value !== undefined || field.default !== undefined)
    return undefined;
  const sources = [field.column, ...(field.fallback ?? [])];
  const has = (name: string): boolean =>
    (findColumn(name, columns) ?? holdingColumn(name, columns)) !== undefined;
  return sources.some(has) ? undefined : field.column;
}

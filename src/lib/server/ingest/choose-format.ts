import { columnKey } from '$lib/formats/column-key';
import type { Field, Format, NumberStyle } from '$lib/formats/format';
import { recogniseFormat } from '$lib/formats/recognise';
import { Refused } from './refusal';

export interface FormatWish {
  /** A format's id, or `auto`. */
  format: string;
  /** Overrides the declared style. */
  numberStyle?: NumberStyle;
}

const NEEDED = { usage: ['starts_at', 'model', 'input', 'output'], cost: ['starts_at', 'charged'] } as const;

/**
 * The format that a header is read by: the one asked for, or the one that recognises it. Throws Refused: 400 for an
 * unknown id, 415 where no format or several fit, 422 where a column is missing or the export is of a period without
 * usage.
 */
export function chooseFormat(header: string[], formats: Format[], wish: FormatWish): Format {
  const format = wish.format === 'auto' ? recognised(header, formats) : named(header, formats, wish.format);
  return wish.numberStyle ? { ...format, numberStyle: wish.numberStyle } : format;
}

function recognised(header: string[], formats: Format[]): Format {
  const { format, candidates, noUsage } = recogniseFormat(header, formats);
  if (format && noUsage)
    throw new Refused(
      422,
      'no-usage',
      'The export holds no usage',
      `This is ${format.label} of a period without usage.`,
    );
  if (format) return format;
  if (candidates.length === 0) throw unrecognised(header);
  const ids = candidates.map(({ id, label }) => `${id} (${label})`).join(', ');
  throw new Refused(
    415,
    'ambiguous-format',
    'Several formats fit',
    `The header fits more than one format. Choose one with format=<id>: ${ids}.`,
  );
}

function unrecognised(header: string[]): Refused {
  const columns = header.slice(0, 30).join(', ') + (header.length > 30 ? ', …' : '');
  return new Refused(
    415,
    'unknown-format',
    'No known format',
    'The header fits no format. Map its columns to a format of your own, then send the file again.',
    [{ where: 'line 1', message: `columns: ${columns}` }],
  );
}

function named(header: string[], formats: Format[], id: string): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (!format) {
    const detail = `There is no format ${id}. Use auto, or one of ${formats.map((known) => known.id).join(', ')}.`;
    throw new Refused(400, 'bad-input', 'There is no such format', detail, [
      { where: 'format', message: detail },
    ]);
  }
  const columns = new Set(header.map(columnKey));
  const missing = NEEDED[format.kind ?? 'usage'].flatMap(
    (name) => missingColumn(format.fields[name], columns) ?? [],
  );
  if (missing.length === 0) return format;
  throw new Refused(
    422,
    'missing-columns',
    'Columns are missing',
    `${format.label} needs columns that the file lacks: ${missing.join(', ')}.`,
    [{ where: 'line 1', message: `columns: ${header.slice(0, 30).join(', ')}` }],
  );
}

/** The column that a field cannot do without and the file lacks. */
function missingColumn(field: Field | undefined, columns: Set<string>): string | undefined {
  if (!field?.column || field.value !== undefined || field.default !== undefined) return undefined;
  const sources = [field.column, ...(field.fallback ?? [])];
  return sources.some((name) => columns.has(columnKey(name))) ? undefined : field.column;
}

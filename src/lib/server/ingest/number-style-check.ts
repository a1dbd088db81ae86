import { columnKey } from '$lib/formats/column-key';
import { FIELD_NAMES, type Field, type FieldName, type Format } from '$lib/formats/format';
import { notWritten, possibleNumberStyles, readSample, type NumberSamples } from '$lib/formats/number-style';
import type { Issue } from '$lib/usage/filters';

const COUNTS: readonly FieldName[] = [
  'bucket_seconds',
  'requests',
  ...FIELD_NAMES.slice(FIELD_NAMES.indexOf('input'), FIELD_NAMES.indexOf('status')),
];
const NUMBERS: readonly FieldName[] = [
  ...COUNTS,
  'duration_ms',
  'ttft_ms',
  'upstream_ms',
  'overhead_ms',
  'charged',
];

interface ColumnSamples extends NumberSamples {
  column: string;
}

/** What sample rows say of the format's number style. */
export interface StyleCheck {
  /** False where all of the sample is of another style: such a file is not loaded. */
  fits: boolean;
  issues: Issue[];
}

/**
 * Says so where numbers of the sample rows are not written in the format's number style, and names the styles that
 * would fit.
 */
export function checkNumberStyle(header: string[], rows: string[][], format: Format): StyleCheck {
  const samples = NUMBERS.flatMap((name) => samplesOf(name, format.fields[name], header, rows));
  const fitting = possibleNumberStyles(samples);
  const odd = oddSample(samples, format, fitting.length > 0);
  if (!odd) return { fits: true, issues: [] };
  const advice =
    fitting.length > 0
      ? `Numbers written as ${fitting.join(' or ')} would fit: choose that number style.`
      : 'No number style fits all of the file.';
  const message = `${notWritten(odd.text, format.numberStyle)}. ${advice}`;
  return { fits: fitting.length === 0, issues: [{ where: `column ${odd.column}`, message }] };
}

/** The first number that is not of the format's style. That it is not whole tells only where another style has it whole. */
function oddSample(
  samples: ColumnSamples[],
  { numberStyle }: Format,
  others: boolean,
): { column: string; text: string } | undefined {
  for (const { column, texts, whole } of samples) {
    const text = texts.find((one) => readSample(one, numberStyle, whole && others) === undefined);
    if (text !== undefined) return { column, text };
  }
  return undefined;
}

function samplesOf(
  name: FieldName,
  field: Field | undefined,
  header: string[],
  rows: string[][],
): ColumnSamples[] {
  const column = field?.column;
  const at = column === undefined ? -1 : header.findIndex((known) => columnKey(known) === columnKey(column));
  if (!field || column === undefined || at < 0) return [];
  const texts = rows
    .map((row) => row[at]?.trim() ?? '')
    .filter((text) => text !== '' && /^[-\d.,\s]+$/.test(text));
  return [{ column, texts, whole: COUNTS.includes(name) && !field.integerAsFloat }];
}

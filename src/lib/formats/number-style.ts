import type { NumberStyle } from './format';
import { NUMBER_STYLES } from './format';

const PATTERNS: Record<NumberStyle, RegExp> = {
  '1234.56': /^-?\d+(\.\d+)?$/,
  '1,234.56': /^-?(\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$/,
  '1.234,56': /^-?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/,
  '1 234,56': /^-?(\d+|[1-9]\d{0,2}([ \u00A0\u202F]\d{3})+)(,\d+)?$/,
};

/** Number written in a style, for comparing samples; undefined where the text is none of that style. */
export function readNumber(text: string, style: NumberStyle): number | undefined {
  if (!PATTERNS[style].test(text)) return undefined;
  const plain = style.endsWith('.56') ? text.replace(/,/g, '') : text.replace(/[. \u00A0\u202F]/g, '');
  return Number(plain.replace(',', '.'));
}

/** That a text is not of a style, in words: 1.950 is a number written as 1234.56, but none that counts anything. */
export function notWritten(text: string, style: NumberStyle): string {
  const what = readNumber(text.trim(), style) === undefined ? 'number' : 'whole number';
  return `${text} is not a ${what} written as ${style}`;
}

/** Samples of one column: counts hold whole numbers only, which tells 1.234 from a fraction. */
export interface NumberSamples {
  texts: string[];
  whole: boolean;
}

/**
 * Number styles under which every sample is a number (and whole, where it must be). The first reads them plainly;
 * more than one means that the samples would read differently, so that a person must say.
 */
export function possibleNumberStyles(columns: NumberSamples[]): NumberStyle[] {
  const readings = new Map<string, NumberStyle>();
  for (const style of NUMBER_STYLES) {
    const values = columns.flatMap(({ texts, whole }) => texts.map((text) => readSample(text, style, whole)));
    if (values.includes(undefined)) continue;
    const key = values.join(' ');
    if (!readings.has(key)) readings.set(key, style);
  }
  return [...readings.values()];
}

/** A number of a column in a style; undefined where the text is none, or no whole one where it must be. */
export function readSample(text: string, style: NumberStyle, whole: boolean): number | undefined {
  const value = readNumber(text, style);
  return whole && value !== undefined && !Number.isInteger(value) ? undefined : value;
}

import { UNKNOWN } from './unknown';

/** U+2212: as wide as a figure, unlike the hyphen that Intl writes. */
export const MINUS = '−';
/** Keeps a number and its unit on one line. */
export const NARROW = '\u00a0';

const formats = new Map<number, Intl.NumberFormat>();

/** A number with grouped thousands and exactly `places` decimals; rounds half to even. Decimal strings stay exact. */
export function fixed(value: number | string, places: number): string {
  let format = formats.get(places);
  if (!format) {
    format = new Intl.NumberFormat('en', {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      roundingMode: 'halfEven',
    });
    formats.set(places, format);
  }
  const text = format.format(value as number).replace('-', MINUS);
  return /[1-9]/.test(text) ? text : text.replace(MINUS, '');
}

/** A whole number in full: 1284310 → 1,284,310. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? UNKNOWN : fixed(value, 0);
}

const STEPS = [
  { from: 1e12, suffix: 'T' },
  { from: 1e9, suffix: 'B' },
  { from: 1e6, suffix: 'M' },
  { from: 1e3, suffix: 'k' },
];

/** A large number shortened to three figures: 35128 → 35.1k, 1284310 → 1.28M. Under 1,000 as it is. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  const size = Math.abs(value);
  const step = STEPS.find(({ from }) => size >= from * 0.9995);
  if (!step) return fixed(value, Number.isInteger(value) ? 0 : placesOf(size));
  return `${fixed(value / step.from, placesOf(size / step.from))}${step.suffix}`;
}

/** Decimals that leave three figures. */
function placesOf(size: number): number {
  return size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
}

/** A percentage given as one: 85.04 → 85.0 %. What is more than 0 never reads 0.0 %. */
export function percent(value: number | null | undefined, places = 1): string {
  if (value === null || value === undefined) return UNKNOWN;
  const least = 10 ** -places;
  if (value > 0 && value < least / 2) return `under${NARROW}${fixed(least, places)}${NARROW}%`;
  return `${fixed(value, places)}${NARROW}%`;
}

/** A difference with its sign: 12 → +12, −3 → −3, 0 → 0. */
export function signed(text: string): string {
  return text.startsWith(MINUS) || !/[1-9]/.test(text) ? text : `+${text}`;
}

/** `1 request`, `2 requests`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${NARROW}${value === 1 ? one : many}`;
}

const BYTE_STEPS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size in steps of 1,000: 1284310 → 1.3 MB. */
export function bytes(value: number): string {
  let size = value;
  let step = 0;
  while (size >= 999.5 && step < BYTE_STEPS.length - 1) {
    size /= 1000;
    step += 1;
  }
  return `${fixed(size, step === 0 || size >= 99.95 ? 0 : 1)}${NARROW}${BYTE_STEPS[step] ?? ''}`;
}

/** A rate at no more than six places, without trailing zeros: 7.12, 6.934593, 1. */
export function shortRate(rate: string): string {
  const text = fixed(rate, 6).replaceAll(',', '');
  return text.replace(/\.?0+$/, '');
}

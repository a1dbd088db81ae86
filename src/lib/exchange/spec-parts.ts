import * as v from 'valibot';
import { parseDay } from '../usage/day';
import { isCurrency } from './currencies';

/** A plain decimal as text, with at most so many digits before and after the point. */
export const decimal = (whole: number, places: number) =>
  v.pipe(
    v.string('write it as text, for example "1.5"'),
    v.regex(
      new RegExp(`^-?\\d{1,${whole}}(\\.\\d{1,${places}})?$`),
      `not a plain decimal with at most ${places} places`,
    ),
  );

export const notNegative = v.check<string, string>((text) => Number(text) >= 0, 'must not be negative');
export const positive = v.check<string, string>((text) => Number(text) > 0, 'must be more than 0');

export const date = v.pipe(
  v.string(),
  v.check((text) => parseDay(text) !== undefined, 'not a date. Write YYYY-MM-DD'),
);

export const currency = v.pipe(v.string(), v.check(isCurrency, 'not a currency code such as USD or CNY'));

/** Text that says something. */
export const words = (most: number) =>
  v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(most, 'is too long'));

import { divideHalfEven } from '../usage/money';
import type { Factor } from './exact-sum';

/** An exact decimal: units × 10^−places. */
export interface Decimal {
  units: bigint;
  places: number;
}

const FACTOR_PLACES = 40;
const powers = Array.from({ length: 2 * FACTOR_PLACES + 1 }, (_, exponent) => 10n ** BigInt(exponent));

/** Plain decimal text such as "7.1200" or "-0.5"; throws RangeError on anything else. */
export function parseDecimal(text: string): Decimal {
  const match = /^(-?\d{1,20})(?:\.(\d{1,40}))?$/.exec(text);
  if (!match) throw new RangeError(`not a plain decimal: ${text}`);
  const fraction = match[2] ?? '';
  return { units: BigInt(`${match[1]}${fraction}`), places: fraction.length };
}

/** Product, exact. */
export function product(...decimals: Decimal[]): Decimal {
  let units = 1n;
  let places = 0;
  for (const decimal of decimals) {
    units *= decimal.units;
    places += decimal.places;
  }
  return { units, places };
}

/** 1 + pct ÷ 100, exact: "5.5" → 1.055. */
export function onePlusPct(pct: string): Decimal {
  const { units, places } = parseDecimal(pct);
  return { units: power(places + 2) + units, places: places + 2 };
}

/** Sum, exact. */
export function sum(a: Decimal, b: Decimal): Decimal {
  const places = Math.max(a.places, b.places);
  return { units: a.units * power(places - a.places) + b.units * power(places - b.places), places };
}

/** As a multiplier of money, rounded half to even at 40 places where it has more. */
export function toFactor({ units, places }: Decimal): Factor {
  return places <= FACTOR_PLACES
    ? units * power(FACTOR_PLACES - places)
    : divideHalfEven(units, power(places - FACTOR_PLACES));
}

/** Quotient rounded half to even at 40 places; the divisor must be positive. */
export function quotient(dividend: Decimal, divisor: Decimal): Decimal {
  const shift = FACTOR_PLACES + divisor.places - dividend.places;
  const units =
    shift >= 0
      ? divideHalfEven(dividend.units * power(shift), divisor.units)
      : divideHalfEven(dividend.units, divisor.units * power(-shift));
  return { units, places: FACTOR_PLACES };
}

/** As text with all of its places: 71200n of 4 places → "7.1200". */
export function decimalText({ units, places }: Decimal): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const whole = `${sign}${digits.slice(0, digits.length - places)}`;
  return places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
}

/** As text without zeros at the end: 71200n of 4 places → "7.12". */
export function shortest(decimal: Decimal): string {
  return decimal.places === 0 ? decimalText(decimal) : decimalText(decimal).replace(/\.?0+$/, '');
}

function power(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent);
}

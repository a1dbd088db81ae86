import { decimalToPico, divideHalfEven, roundForDisplay, type Pico } from '$lib/usage/money';
import { fixed, MINUS, signed } from './format-number';
import { UNKNOWN } from './unknown';

/** The sign of a currency; where two currencies share one, the rarer one here carries its country. */
const SIGNS: Record<string, string> = {
  CNY: '¥',
  USD: '$',
  EUR: '€',
  GBP: '£',
  JPY: 'JP¥',
  HKD: 'HK$',
  SGD: 'S$',
  AUD: 'A$',
  CAD: 'CA$',
  INR: '₹',
  KRW: '₩',
};

const WITHOUT_MINOR_UNIT = new Set(['JPY', 'KRW']);

/** `¥`, `$`, `HK$`; the code and a space where a currency has no sign of its own. */
export function currencySign(currency: string): string {
  return SIGNS[currency] ?? `${currency}\u00a0`;
}

/** Decimals of a currency's minor unit. */
export function minorPlaces(currency: string): number {
  return WITHOUT_MINOR_UNIT.has(currency) ? 0 : 2;
}

type Amount = string | null | undefined;

/** An amount at its minor unit, rounded half to even: 41603.125 → ¥41,603.12. */
export function money(amount: Amount, currency: string, places = minorPlaces(currency)): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  return withSign(fixed(roundForDisplay(decimalToPico(amount), places), places), currency);
}

/** An amount without its sign, for tables whose head names the currency. */
export function bare(amount: Amount, places: number): string {
  return amount === null || amount === undefined
    ? UNKNOWN
    : fixed(roundForDisplay(decimalToPico(amount), places), places);
}

/** Decimals of a table's money column, so that its figures line up: none once the total reaches 1,000. */
export function tablePlaces(total: Amount, currency: string): number {
  return total !== null && total !== undefined && size(total) >= 1000n * UNIT ? 0 : minorPlaces(currency);
}

/** An amount in whole units, for sentences and wide tables; under 100 at its minor unit: ¥41,603, ¥0.42. */
export function moneyWhole(amount: Amount, currency: string): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  return money(amount, currency, size(amount) < 100n * UNIT ? minorPlaces(currency) : 0);
}

/** An amount shortened for a headline: ¥35.1k, $1.24M; under 10,000 in whole units. */
export function moneyShort(amount: Amount, currency: string): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const pico = decimalToPico(amount);
  const step = STEPS.find(({ from }) => size(amount) >= from);
  if (!step) return moneyWhole(amount, currency);
  const scaled = divideHalfEven(pico, step.unit);
  return `${withSign(threeFigures(scaled), currency)}${step.suffix}`;
}

/** A small amount such as the cost of a request, at three significant figures: $0.00123. */
export function moneyUnit(amount: Amount, currency: string): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const pico = size(amount);
  if (pico === 0n || pico >= UNIT) return money(amount, currency);
  const figures = pico.toString().length;
  return money(amount, currency, Math.min(12, Math.max(minorPlaces(currency), 12 - figures + 3)));
}

/** A difference with its sign: +¥0.10, −¥35.50. */
export function moneyChange(amount: Amount, currency: string, places?: number): string {
  return amount === null || amount === undefined ? UNKNOWN : signed(money(amount, currency, places));
}

/** Quotient of an amount and a count at 12 places, for a cost per request; undefined where there is nothing to divide by. */
export function moneyPer(amount: Amount, units: number | null | undefined): string | undefined {
  if (amount === null || amount === undefined || !units) return undefined;
  return roundForDisplay(divideHalfEven(decimalToPico(amount), BigInt(units)), 12);
}

/** An amount as a float, for the length of a bar or the height of a point only. */
export function moneyValue(amount: Amount): number | null {
  return amount === null || amount === undefined ? null : Number(amount);
}

const UNIT = 10n ** 12n;

/** From 10,000 on in thousands; each later step from where three figures would reach 1,000. */
const STEPS = [
  { from: 999_500_000n * UNIT, unit: 10n ** 9n, suffix: 'B' },
  { from: 999_500n * UNIT, unit: 10n ** 6n, suffix: 'M' },
  { from: 10_000n * UNIT, unit: 10n ** 3n, suffix: 'k' },
];

function size(amount: string): Pico {
  const pico = decimalToPico(amount);
  return pico < 0n ? -pico : pico;
}

function threeFigures(amount: Pico): string {
  const whole = amount < 0n ? -amount : amount;
  const places = whole >= 99_950_000_000_000n ? 0 : whole >= 9_995_000_000_000n ? 1 : 2;
  return fixed(roundForDisplay(amount, places), places);
}

function withSign(text: string, currency: string): string {
  const sign = currencySign(currency);
  return text.startsWith(MINUS) ? `${MINUS}${sign}${text.slice(1)}` : `${sign}${text}`;
}

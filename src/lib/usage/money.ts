/**
 * Exact money. An amount is a bigint of 10⁻¹² of its currency (pico-units): tokens are integers and prices have at
 * most 6 places per million tokens, so every list cost is a whole number of them. Nothing here rounds but the
 * function whose name says so.
 */
export type Pico = bigint;

const PLACES = 12;
const SCALE = 10n ** BigInt(PLACES);

/** Amount as a decimal string with 12 places: 400n × 10¹² → "400.000000000000". */
export function picoToDecimal(amount: Pico): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(PLACES + 1, '0');
  return `${sign}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`;
}

/** Decimal string with at most 12 places to pico-units; throws RangeError on anything else. */
export function decimalToPico(text: string): Pico {
  const match = /^(-?)(\d{1,26})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) throw new RangeError(`not a decimal with at most 12 places: ${text}`);
  const amount = BigInt(match[2] ?? '0') * SCALE + BigInt((match[3] ?? '').padEnd(PLACES, '0'));
  return match[1] ? -amount : amount;
}

/** Quotient rounded half to even; the denominator must be positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** Amount rounded half to even at `places` decimals, as a decimal string: for display only. */
export function roundForDisplay(amount: Pico, places: number): string {
  const unit = 10n ** BigInt(PLACES - places);
  const text = picoToDecimal(divideHalfEven(amount, unit) * unit);
  return places === 0 ? text.slice(0, -PLACES - 1) : text.slice(0, text.length - PLACES + places);
}

/** Amount as a float: for charts and forecasts, never for a figure that is shown as exact. */
export function picoToNumber(amount: Pico): number {
  return Number(amount) / 1e12;
}

import { money, moneyShort, moneyWhole } from '$lib/components/format-money';
import { currencySign } from '$lib/components/format-money';
import { fixed } from '$lib/components/format-number';

/** Beyond this a forecast is no amount that anybody holds; it is written with a power of ten. */
const BEYOND = 1e15;

/** An estimate shortened for a headline: $299k. */
export function estimateShort(value: number, currency: string): string {
  return said(value, currency, moneyShort);
}

/** An estimate in whole units, for sentences. */
export function estimateWhole(value: number, currency: string): string {
  return said(value, currency, moneyWhole);
}

/** An estimate at its minor unit, for tables and workings. */
export function estimate(value: number, currency: string): string {
  return said(value, currency, money);
}

/** Months with one decimal: 18.8 months. */
export function monthsText(months: number): string {
  return `${fixed(months, 1)} ${months === 1 ? 'month' : 'months'}`;
}

function said(value: number, currency: string, show: (text: string, currency: string) => string): string {
  if (Math.abs(value) < BEYOND) return show(value.toFixed(6), currency);
  return `${currencySign(currency)}${value.toExponential(2)}`;
}

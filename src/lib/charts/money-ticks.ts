import { currencySign, minorPlaces } from '$lib/components/format-money';
import { fixed, MINUS, short } from '$lib/components/format-number';

/** Ticks of a money axis: ¥0, ¥500, ¥1.5k. */
export function axisMoney(currency: string): (value: number) => string {
  return (value) => {
    const text = short(Math.abs(value))
      .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
      .replace(/\.(?=\D|$)/, '');
    return `${value < 0 ? MINUS : ''}${currencySign(currency)}${text}`;
  };
}

/** A charted amount in full. Charts hold floats: figures in tables and sentences come from the decimals instead. */
export function tooltipMoney(value: number | null, currency: string): string {
  if (value === null) return '—';
  const places = Math.abs(value) >= 1000 ? 0 : minorPlaces(currency);
  return `${value < 0 ? MINUS : ''}${currencySign(currency)}${fixed(Math.abs(value), places)}`;
}

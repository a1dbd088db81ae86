const whole = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'CNY',
  currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: 0,
});
const cents = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const counts = new Intl.NumberFormat('en');

/** An amount of the API as a sentence of a page says it: 41603.125 → ¥41,603. */
export function yuan(amount: string): string {
  return whole.format(amount as `${number}`);
}

/** An amount of the API as a wide table's cell holds it: 41603.129 → 41,603. */
export function inWhole(amount: string): string {
  return counts.format(Math.round(Number(amount)));
}

/** An amount of the API as a table's cell holds it: 41603.129 → 41,603.13. */
export function inCents(amount: string): string {
  return cents.format(amount as `${number}`);
}

/** What a page says, with its narrow and unbreakable spaces as plain ones. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A count as pages write it. */
export function counted(count: number): string {
  return counts.format(count);
}

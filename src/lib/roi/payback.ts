import type { Found } from './scenario';

/**
 * Months until what was put in is back: the first t with cumulative flow ≥ 0 once it has been below, linear within the
 * month; cumulative flows from month 0 on. None where nothing is ever put in, or it is not back within the horizon.
 */
export function payback(cumulative: readonly number[]): Found {
  const { months, wasBelow } = paybackMonths(cumulative);
  if (!wasBelow) return { why: 'There is no cost to pay back.' };
  if (months === Infinity) return { why: `Not paid back within ${cumulative.length - 1} months.` };
  const dipsAgain = cumulative.some((sum, month) => month > months && sum < 0);
  return dipsAgain
    ? { value: months, note: 'What is back by then is spent again later: look at the whole curve.' }
    : { value: months };
}

/** The same as a number: 0 where nothing is put in, Infinity where it does not come back. */
export function paybackMonths(cumulative: ArrayLike<number>): { months: number; wasBelow: boolean } {
  let wasBelow = false;
  for (let month = 0; month < cumulative.length; month += 1) {
    const sum = cumulative[month] ?? 0;
    if (wasBelow && sum >= 0) {
      const before = cumulative[month - 1] ?? 0;
      return { months: month - 1 + before / (before - sum), wasBelow };
    }
    if (sum < 0) wasBelow = true;
  }
  return { months: wasBelow ? Infinity : 0, wasBelow };
}

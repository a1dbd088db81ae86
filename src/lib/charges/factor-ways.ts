import { parseDecimal } from '../exchange/decimal';
import { termsOn } from '../exchange/terms';
import { groupBy } from '../usage/group-by';
import { divideHalfEven, type Pico } from '../usage/money';
import type { Way } from './explain-rest';
import { chargedOf, computedOf, type ReckonedCell, type Reckoning } from './reckoned-cell';

/** A day's charge may differ from the common multiple by so much of itself. */
const SPREAD_PCT = 0.1;
const FEES = [
  ['topUpPct', 'top-up fee'],
  ['vatPct', 'value-added tax'],
  ['withholdingPct', 'withholding tax'],
] as const;

/**
 * One multiple of what was computed, with at most two decimals, that was charged on every day (two at least) within
 * a thousandth.
 */
export function multiplierWay(cells: ReckonedCell[], reckoning: Reckoning): Way | undefined {
  const days = [...groupBy(cells, ({ cell }) => cell.day).values()].flatMap((ofDay) => {
    const computed = computedOf(ofDay, reckoning);
    const charged = chargedOf(ofDay);
    return computed === undefined || computed === 0n || charged === undefined ? [] : [{ computed, charged }];
  });
  const computed = days.reduce((sum, day) => sum + day.computed, 0n);
  const charged = days.reduce((sum, day) => sum + day.charged, 0n);
  if (days.length < 2 || computed === 0n) return undefined;
  const hundredths = divideHalfEven(charged * 100n, computed);
  if (hundredths === 100n) return undefined;
  const isCommon = days.every((day) => {
    const off = Number(day.charged) - (Number(day.computed) * Number(hundredths)) / 100;
    return Math.abs(off) <= (Math.abs(Number(day.charged)) * SPREAD_PCT) / 100;
  });
  if (!isCommon) return undefined;
  const multiple = (Number(hundredths) / 100).toString();
  return {
    kind: 'multiplier',
    amount: divideHalfEven(computed * (hundredths - 100n), 100n),
    what: `Charging ${multiple} × what the terms say, on each of ${days.length} days`,
  };
}

/** A fee or tax of the terms of the last day that is in the charge already: charges are taken to be without. */
export function feeWays(cells: ReckonedCell[], reckoning: Reckoning): Way[] {
  const computed = computedOf(cells, reckoning);
  const last = cells.reduce((latest, { cell }) => Math.max(latest, cell.day), 0);
  const route = reckoning.routes.get(cells[0]?.cell.route ?? '');
  const terms = route && termsOn(route, last);
  if (!terms || computed === undefined) return [];
  return FEES.flatMap(([key, name]): Way[] => {
    const pct = terms.fees[key];
    const amount = percentOf(computed, pct);
    return amount === 0n
      ? []
      : [{ kind: 'fees', amount, what: `A charge that holds the ${name} of ${pct} % already` }];
  });
}

function percentOf(amount: Pico, pct: string): Pico {
  const { units, places } = parseDecimal(pct);
  return divideHalfEven(amount * units, 10n ** BigInt(places + 2));
}

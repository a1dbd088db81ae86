import { parseDecimal } from '../exchange/decimal';
import { termsOn } from '../exchange/terms';
import { formatDay } from '../usage/day';
import { groupBy } from '../usage/group-by';
import { divideHalfEven, type Pico } from '../usage/money';
import type { Day } from '../usage/spend-cell';
import type { Way } from './explain-rest';
import { chargedOf, computedOf, type ReckonedCell, type Reckoning } from './reckoned-cell';

/** A day's charge may differ from the common multiple by so much of itself. */
const SPREAD_PCT = 0.1;
const FEES = [
  ['topUpPct', 'top-up fee'],
  ['vatPct', 'value-added tax'],
  ['withholdingPct', 'withholding tax'],
] as const;

interface DayAmounts {
  day: Day;
  computed: Pico;
  charged: Pico;
}

/**
 * One multiple of what was computed, with at most two decimals, that was charged within a thousandth on every day on
 * which anything else than the computed was charged; on two days at least.
 */
export function multiplierWay(cells: ReckonedCell[], reckoning: Reckoning): Way | undefined {
  const off = dayAmounts(cells, reckoning).filter((day) => !isMultiple(day, 100n));
  const computed = off.reduce((sum, day) => sum + day.computed, 0n);
  const charged = off.reduce((sum, day) => sum + day.charged, 0n);
  const [first, last] = [off[0], off.at(-1)];
  if (!first || !last || first === last || computed === 0n) return undefined;
  const hundredths = divideHalfEven(charged * 100n, computed);
  if (!off.every((day) => isMultiple(day, hundredths))) return undefined;
  const days = `${off.length} days from ${formatDay(first.day)} to ${formatDay(last.day)}`;
  return {
    kind: 'multiplier',
    amount: divideHalfEven(computed * (hundredths - 100n), 100n),
    what: `Charging ${Number(hundredths) / 100} × what the terms say, on each of ${days}`,
  };
}

/** Days on which something can be computed, in order. */
function dayAmounts(cells: ReckonedCell[], reckoning: Reckoning): DayAmounts[] {
  const days = [...groupBy(cells, ({ cell }) => cell.day)].sort(([a], [b]) => a - b);
  return days.flatMap(([day, ofDay]) => {
    const computed = computedOf(ofDay, reckoning);
    const charged = chargedOf(ofDay);
    return computed === undefined || computed === 0n || charged === undefined
      ? []
      : [{ day, computed, charged }];
  });
}

/** Was so many hundredths of what was computed charged, within SPREAD_PCT of the charge? */
function isMultiple({ computed, charged }: DayAmounts, hundredths: bigint): boolean {
  const off = Number(charged) - (Number(computed) * Number(hundredths)) / 100;
  return Math.abs(off) <= (Math.abs(Number(charged)) * SPREAD_PCT) / 100;
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

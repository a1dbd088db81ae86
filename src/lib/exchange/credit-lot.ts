import { parseDay } from '../usage/day';
import type { Day } from '../usage/spend-cell';
import { parseDecimal, product, sum, type Decimal } from './decimal';
import type { Route } from './route';
import { termsOn } from './terms';

/** Credit bought at one time for one price. */
export interface CreditLot {
  /** YYYY-MM-DD. */
  boughtOn: string;
  /** List-price credit in USD, decimal. */
  credit: string;
  /** What was paid for it, before fees and taxes. */
  paid: { amount: string; currency: string };
  /** Top-up fee in the currency paid; worked out from the terms of that day where left out. */
  fee?: string;
  source: string;
}

/** The day on which a lot was bought. */
export function dayOfLot({ boughtOn }: CreditLot): Day {
  const day = parseDay(boughtOn);
  if (day === undefined) throw new RangeError(`not a date: ${boughtOn}`);
  return day;
}

/**
 * Fee of a lot's top-up in the currency paid: as given, else the greater of top-up percentage × amount and the least fee
 * of a top-up, by the terms of the day. A bonus (a negative percentage) is no fee: it is in the credit.
 */
export function feeOfLot(lot: CreditLot, route: Route): Decimal {
  if (lot.fee !== undefined) return parseDecimal(lot.fee);
  const fees = termsOn(route, dayOfLot(lot))?.fees;
  if (!fees) return parseDecimal('0');
  const pct = parseDecimal(fees.topUpPct);
  const share = product(parseDecimal(lot.paid.amount), { ...pct, places: pct.places + 2 });
  return greater(share, parseDecimal(fees.topUpMin));
}

/** What a lot cost with its fee, before conversion and taxes, in the currency paid. */
export function costOfLot(lot: CreditLot, route: Route): Decimal {
  return sum(parseDecimal(lot.paid.amount), feeOfLot(lot, route));
}

function greater(a: Decimal, b: Decimal): Decimal {
  return sum(a, { ...b, units: -b.units }).units >= 0n ? a : b;
}

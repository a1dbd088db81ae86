import { costOfLot, feeOfLot } from '$lib/exchange/credit-lot';
import { shortest, toFactor } from '$lib/exchange/decimal';
import { creditText, type LotDraw } from '$lib/exchange/drawdown';
import { FACTOR_SCALE } from '$lib/exchange/exact-sum';
import type { Route } from '$lib/exchange/route';
import { formatDay } from '$lib/usage/day';
import type { Filters } from '$lib/usage/filters';
import { divideHalfEven, picoToDecimal } from '$lib/usage/money';
import { drawnBooks } from './drawn-books';

/** How a route's lots were used up by all usage of a data set.. */
export interface CreditLotsAnswer {
  lots: CreditLotRow[];
  /** USD of credit used since the first lot that no lot covered, at the terms. */
  uncovered: string;
  /** The first day of that. */
  exhausted_on: string | null;
}

/** Credit in USD, money in `currency`; decimals. bought = used + balance, and so for the money. */
export interface CreditLotRow {
  bought_on: string;
  credit: string;
  used: string;
  balance: string;
  currency: string;
  /** Top-up fee, given or by the terms of the day. */
  fee: string;
  /** Paid and fee, before conversion and taxes. */
  cost: string;
  used_cost: string;
  balance_cost: string;
  /** Days of its first and last usage. */
  from: string | null;
  to: string | null;
  /** The first day of usage beyond this and all earlier lots, before another was bought. */
  exhausted_on: string | null;
}

/** The lots of each route that has any, by the id of the route. */
export async function creditLots(
  filters: Pick<Filters, 'data' | 'rate'>,
): Promise<Record<string, CreditLotsAnswer>> {
  const { routes } = await drawnBooks(filters);
  return Object.fromEntries(
    routes.flatMap((route) => (route.drawdown ? [[route.id, answerOf(route, route.drawdown)] as const] : [])),
  );
}

function answerOf(route: Route, { lots, uncovered }: NonNullable<Route['drawdown']>): CreditLotsAnswer {
  const rows = lots.map((draw) => rowOf(route, draw));
  return {
    lots: rows,
    uncovered: creditText(uncovered),
    exhausted_on: rows.find(({ exhausted_on }) => exhausted_on !== null)?.exhausted_on ?? null,
  };
}

function rowOf(route: Route, { lot, bought, used, from, to, exhaustedOn }: LotDraw): CreditLotRow {
  const cost = divideHalfEven(toFactor(costOfLot(lot, route)), FACTOR_SCALE / 10n ** 12n);
  const usedCost = divideHalfEven(cost * used, bought);
  const dayText = (day: number | undefined): string | null => (day === undefined ? null : formatDay(day));
  return {
    bought_on: lot.boughtOn,
    credit: creditText(bought),
    used: creditText(used),
    balance: creditText(bought - used),
    currency: lot.paid.currency,
    fee: shortest(feeOfLot(lot, route)),
    cost: picoToDecimal(cost),
    used_cost: picoToDecimal(usedCost),
    balance_cost: picoToDecimal(cost - usedCost),
    from: dayText(from),
    to: dayText(to),
    exhausted_on: dayText(exhaustedOn),
  };
}

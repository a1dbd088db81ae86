import { dayOfLot } from '$lib/exchange/credit-lot';
import { ratesOf, type Leg, type RatesUsed } from '$lib/exchange/rates-used';
import type { Route, RouteTerms } from '$lib/exchange/route';
import { termsOn } from '$lib/exchange/terms';
import type { Filters } from '$lib/usage/filters';
import type { Day, SpendCell } from '$lib/usage/spend-cell';
import type { Books } from './books';

/** The currencies that a cell's money comes in. */
export interface CellMoney {
  cell: SpendCell;
  /** Of the providers' own list price; undefined without a price. */
  listCurrency: string | undefined;
  /** Of the price by which the route bills. */
  billedBy: string | undefined;
  route: Route | undefined;
}

/** The rates that cells' list, charged and landed costs go through, worked out once for cells of the same kind. */
export function ratesOfCells({ rates }: Books, filters: Filters): (money: CellMoney) => RatesUsed {
  const known = new Map<string, RatesUsed>();
  return (money) => {
    const { cell, listCurrency, billedBy } = money;
    const key = `${cell.day} ${listCurrency} ${billedBy} ${cell.chargedCurrency} ${cell.route}`;
    const used = known.get(key) ?? ratesOf(legsOf(money, filters), rates, filters.rate);
    known.set(key, used);
    return used;
  };
}

function legsOf({ cell, listCurrency, billedBy, route }: CellMoney, { home, currency }: Filters): Leg[] {
  const { day, chargedCurrency } = cell;
  const shown = [listCurrency, chargedCurrency].flatMap((from) => (from === undefined ? [] : from));
  const legs = shown.map((from): Leg => ({ from, to: currency, day }));
  const terms = route && termsOn(route, day);
  if (!route || !terms || (chargedCurrency ?? billedBy) === undefined) return legs;
  return [
    ...legs,
    ...toCredit(chargedCurrency, billedBy, terms, day),
    ...creditBought(route, terms, home, day),
    { from: home, to: currency, day },
  ];
}

/** A charge in USD on a route that bills otherwise is credit already (see landedOfCharge). */
function toCredit(
  charged: string | undefined,
  billedBy: string | undefined,
  { creditPrice }: RouteTerms,
  day: Day,
): Leg[] {
  if (charged === undefined) return billedBy === undefined ? [] : [{ from: billedBy, to: 'USD', day }];
  return charged === 'USD' ? [] : [{ from: charged, to: creditPrice.currency, day }];
}

/** Credit at the rate of the day, or at those of the days on which its lots were bought. */
function creditBought(
  { drawdown }: Route,
  { creditPrice: { currency } }: RouteTerms,
  home: string,
  day: Day,
): Leg[] {
  const draw = drawdown?.days.get(day);
  const today = { from: currency, to: home, day };
  if (!draw) return [today];
  const lots = draw.pieces.map(({ lot }) => ({ from: lot.paid.currency, to: home, day: dayOfLot(lot) }));
  return draw.uncovered > 0n ? [...lots, today] : lots;
}

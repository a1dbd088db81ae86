import * as v from 'valibot';
import type { Issue } from '../usage/filters';
import { dayOfLot, type CreditLot } from './credit-lot';
import type { Route } from './route';
import { currency, date, decimal, notNegative, positive, words } from './spec-parts';
import { termsOn } from './terms';

/** Credit bought at one time, as JSON. */
const LOT = v.strictObject({
  bought_on: date,
  credit: v.pipe(decimal(12, 8), positive),
  paid: v.strictObject({ amount: v.pipe(decimal(12, 8), notNegative), currency }),
  fee: v.exactOptional(v.pipe(decimal(12, 8), notNegative)),
  source: words(2_000),
});

/** The lots of a route, as JSON. */
export const LOTS = v.pipe(v.array(LOT), v.maxLength(1_000, 'holds more than 1,000 lots'));

type LotSpec = v.InferOutput<typeof LOT>;

/** Lots from their JSON, in order of time; lots of one day keep their order. */
export function lotsOf(specs: LotSpec[]): CreditLot[] {
  return specs
    .map(({ bought_on, ...rest }) => ({ boughtOn: bought_on, ...rest }))
    .sort((a, b) => (a.boughtOn < b.boughtOn ? -1 : a.boughtOn > b.boughtOn ? 1 : 0));
}

/** The JSON of lots. */
export function lotsToSpec(lots: CreditLot[]): LotSpec[] {
  return lots.map(({ boughtOn, ...rest }) => ({ bought_on: boughtOn, ...rest }));
}

/**
 * What is wrong with a route's lots by its terms: a lot needs terms on the day it was bought, for they tell its fees and
 * the multipliers by which it is used; and its fee has to be given where the least fee is in another currency.
 */
export function lotIssues(route: Route): Issue[] {
  return (route.lots ?? []).flatMap((lot, index): Issue[] => {
    const terms = termsOn(route, dayOfLot(lot));
    if (!terms)
      return [
        {
          where: `lots.${index}.bought_on`,
          message: `no terms of the route hold on ${lot.boughtOn}. Add terms first`,
        },
      ];
    const { fees, creditPrice } = terms;
    const isKnown =
      lot.fee !== undefined || Number(fees.topUpMin) === 0 || lot.paid.currency === creditPrice.currency;
    return isKnown
      ? []
      : [
          {
            where: `lots.${index}.fee`,
            message: `say what the fee was: the least fee of the terms is in ${creditPrice.currency}, the lot was paid in ${lot.paid.currency}`,
          },
        ];
  });
}

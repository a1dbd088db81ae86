import type { Day } from '../usage/spend-cell';
import { costOfLot, dayOfLot, type CreditLot } from './credit-lot';
import { parseDecimal, product, quotient, sum, type Decimal } from './decimal';
import type { DayDraw } from './drawdown';
import { rateDecimal, type Payer } from './payer';
import type { RateBook } from './rate-book';
import type { Route, RouteTerms } from './route';
import { conversionAndTaxes, feesOf, multiplierOf, termsOn } from './terms';

const NOTHING: Decimal = { units: 0n, places: 0 };
const ONE: Decimal = { units: 1n, places: 0 };

/** USD of list-price credit that list cost uses, per unit of its currency: its rate to USD × the multiplier. */
export function creditOfList(
  currency: string,
  terms: RouteTerms,
  model: string,
  day: Day,
  payer: Pick<Payer, 'rate'>,
  rates: RateBook,
): Decimal | undefined {
  const toUsd = rateDecimal(rates, currency, 'USD', day, payer);
  return toUsd && product(toUsd, multiplierOf(terms, model));
}

/**
 * The same for what a source says was charged: USD on a route that bills otherwise are credit; any other currency is
 * brought to the billing currency at the day's rate, and is credit ÷ credit price. Rounded half to even at 40 places.
 */
export function creditOfCharge(
  currency: string,
  { creditPrice }: RouteTerms,
  day: Day,
  payer: Pick<Payer, 'rate'>,
  rates: RateBook,
): Decimal | undefined {
  if (currency === 'USD' && creditPrice.currency !== 'USD') return ONE;
  const toBilling = rateDecimal(rates, currency, creditPrice.currency, day, payer);
  return toBilling && quotient(toBilling, parseDecimal(creditPrice.amount));
}

/**
 * What 1 USD of a route's list-price credit costs on a day in the reporting currency, fees and taxes included. By the
 * terms of the day: credit price × (1 + top-up) × rate to the home currency × (1 + conversion) × (1 + taxes). Where the
 * route has lots, of the credit that they cover: what the lot cost ÷ its credit, at the rate and the terms of the day it
 * was bought on; a day's lots share in all of its usage by their credit. Undefined without one of the rates.
 */
export function priceOfCredit(
  { route, terms, day }: { route: Route; terms: RouteTerms; day: Day },
  payer: Payer,
  rates: RateBook,
): Decimal | undefined {
  const draw = route.drawdown?.days.get(day);
  const shown = rateDecimal(rates, payer.home, payer.currency, day, payer);
  const atHome = draw
    ? blended(draw, { route, terms, day }, payer, rates)
    : byTerms(terms, day, payer, rates);
  return shown && atHome && product(atHome, shown);
}

function byTerms(terms: RouteTerms, day: Day, payer: Payer, rates: RateBook): Decimal | undefined {
  const { amount, currency } = terms.creditPrice;
  const toHome = rateDecimal(rates, currency, payer.home, day, payer);
  return toHome && product(parseDecimal(amount), feesOf(terms, payer.home), toHome);
}

/** Σ credit × price ÷ Σ credit, over the day's lots and what is beyond them. */
function blended(
  { total, pieces, uncovered }: DayDraw,
  { route, terms, day }: { route: Route; terms: RouteTerms; day: Day },
  payer: Payer,
  rates: RateBook,
): Decimal | undefined {
  const parts = pieces.map(({ lot, credit }) => ({ credit, price: priceOfLot(lot, route, payer, rates) }));
  if (uncovered > 0n) parts.push({ credit: uncovered, price: byTerms(terms, day, payer, rates) });
  let cost = NOTHING;
  for (const { credit, price } of parts) {
    if (!price) return undefined;
    cost = sum(cost, product({ units: credit, places: 0 }, price));
  }
  return quotient(cost, { units: total, places: 0 });
}

/** Home currency for 1 USD of a lot's credit. */
function priceOfLot(lot: CreditLot, route: Route, payer: Payer, rates: RateBook): Decimal | undefined {
  const day = dayOfLot(lot);
  const { currency } = lot.paid;
  const toHome = rateDecimal(rates, currency, payer.home, day, payer);
  const fees = termsOn(route, day)?.fees;
  const onTop = fees ? conversionAndTaxes(fees, currency, payer.home) : ONE;
  return toHome && quotient(product(costOfLot(lot, route), toHome, onTop), parseDecimal(lot.credit));
}

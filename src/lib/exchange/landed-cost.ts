import type { Pico } from '../usage/money';
import type { Day } from '../usage/spend-cell';
import { creditOfCharge, creditOfList, priceOfCredit } from './credit';
import { product, toFactor, type Decimal } from './decimal';
import type { Factor } from './exact-sum';
import { keptFactors } from './kept-factors';
import { rateDecimal, type Payer } from './payer';
import type { RateBook } from './rate-book';
import type { Route, RouteTerms } from './route';
import { feesOf, multiplierOf, termsOn } from './terms';

/** Stands where list costs have a multiplier. */
const CHARGED = {};

/** A landed cost that is not yet rounded: amount × factor in the reporting currency. Sum with ExactSum. */
export interface Landed {
  /** Pico-units of the list's or the charge's currency. */
  amount: Pico;
  factor: Factor;
}

/** Usage of one canonical model on one day, on the route whose terms apply. */
export interface Where {
  route: Route;
  model: string;
  day: Day;
}

/**
 * Landed cost from list prices (model.md section 3): list in USD × multiplier × what 1 USD of credit costs in the
 * reporting currency (see priceOfCredit: by the terms, or by the lots that the credit was bought in). A list price in
 * another currency is first brought to USD at the day's rate. The factor is rounded once, half to even at 40 places.
 * Undefined without terms in force or without one of the rates.
 */
export function landedOfList(
  list: { cost: Pico; currency: string },
  { route, model, day }: Where,
  payer: Payer,
  rates: RateBook,
): Landed | undefined {
  const terms = termsOn(route, day);
  if (!terms) return undefined;
  const multiplier = multiplierOf(terms, model);
  return landed(
    list.cost,
    { route, terms, day, kind: multiplier, currency: list.currency },
    payer,
    rates,
    () => {
      const credit = creditOfList(list.currency, terms, model, day, payer, rates);
      return credit && timesPrice(credit, { route, terms, day }, payer, rates);
    },
  );
}

/**
 * Landed cost from what the source says was charged, which replaces list × multiplier × credit price:
 * - in the billing currency: the charge is the bill, and top-up, conversion and taxes come on it;
 * - in USD while the route bills otherwise: the source counted credit, as relays' logs do (list price × multiplier in
 *   USD, never the cash that bought it), so the credit price applies;
 * - in any other currency: brought to the billing currency at the day's rate.
 * Where the credit of the day was bought in lots, the charge is the credit that it used, at the price of the lots.
 * Undefined without terms in force or without one of the rates.
 */
export function landedOfCharge(
  charge: { amount: Pico; currency: string },
  { route, day }: Omit<Where, 'model'>,
  payer: Payer,
  rates: RateBook,
): Landed | undefined {
  const terms = termsOn(route, day);
  if (!terms) return undefined;
  const { currency } = charge;
  return landed(charge.amount, { route, terms, day, kind: CHARGED, currency }, payer, rates, () => {
    const isCredit = currency === 'USD' && terms.creditPrice.currency !== 'USD';
    if (!isCredit && !route.drawdown?.days.has(day)) return billed(currency, terms, day, payer, rates);
    const credit = creditOfCharge(currency, terms, day, payer, rates);
    return credit && timesPrice(credit, { route, terms, day }, payer, rates);
  });
}

interface Kind {
  route: Route;
  terms: RouteTerms;
  day: Day;
  /** What else the factor depends on. */
  kind: object;
  currency: string;
}

/** An amount with its factor, which is worked out once for all usage of the same kind. */
function landed(
  amount: Pico,
  { route, terms, day, kind, currency }: Kind,
  payer: Payer,
  rates: RateBook,
  make: () => Decimal | undefined,
): Landed | undefined {
  const factors = keptFactors(rates, payer, route.drawdown ?? terms, kind, currency);
  if (!factors.has(day)) {
    const made = make();
    factors.set(day, made && toFactor(made));
  }
  const factor = factors.get(day);
  return factor === undefined ? undefined : { amount, factor };
}

function timesPrice(
  credit: Decimal,
  on: { route: Route; terms: RouteTerms; day: Day },
  payer: Payer,
  rates: RateBook,
): Decimal | undefined {
  const price = priceOfCredit(on, payer, rates);
  return price && product(credit, price);
}

/** A charge that is a bill: × rate to the billing currency × top-up … taxes × rates to home and reporting currency. */
function billed(
  currency: string,
  terms: RouteTerms,
  day: Day,
  payer: Payer,
  rates: RateBook,
): Decimal | undefined {
  const { creditPrice } = terms;
  const toBilling = rateDecimal(rates, currency, creditPrice.currency, day, payer);
  const home = rateDecimal(rates, creditPrice.currency, payer.home, day, payer);
  const shown = rateDecimal(rates, payer.home, payer.currency, day, payer);
  return toBilling && home && shown && product(toBilling, home, feesOf(terms, payer.home), shown);
}

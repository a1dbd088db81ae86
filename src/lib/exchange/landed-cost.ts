import type { Filters } from '../usage/filters';
import type { Pico } from '../usage/money';
import type { Day } from '../usage/spend-cell';
import { parseDecimal, product, toFactor, type Decimal } from './decimal';
import type { Factor } from './exact-sum';
import type { RateBook } from './rate-book';
import type { Route, RouteTerms } from './route';
import { feesOf, multiplierOf, termsOn } from './terms';

/** Who pays, in which currency it is shown, and by which rates. */
export type Payer = Pick<Filters, 'home' | 'currency' | 'rate'>;

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
 * Landed cost from list prices (model.md section 3): list in USD × multiplier × credit price × (1 + top-up), in the
 * billing currency; × rate to the home currency × (1 + conversion, where that differs) × (1 + taxes); × rate to the
 * reporting currency. A list price in another currency is first brought to USD at the day's rate. The factor is
 * rounded once, half to even at 40 places. Undefined without terms in force or without one of the rates.
 */
export function landedOfList(
  list: { cost: Pico; currency: string },
  { route, model, day }: Where,
  payer: Payer,
  rates: RateBook,
): Landed | undefined {
  const terms = termsOn(route, day);
  const toUsd = rateDecimal(rates, list.currency, 'USD', day, payer);
  if (!terms || !toUsd) return undefined;
  const credit = parseDecimal(terms.creditPrice.amount);
  return fromBilling(list.cost, product(toUsd, multiplierOf(terms, model), credit), terms, day, payer, rates);
}

/**
 * Landed cost from what the source says was charged, which replaces list × multiplier × credit price:
 * - in the billing currency: the charge is the bill, and top-up, conversion and taxes come on it;
 * - in USD while the route bills otherwise: the source counted credit, as relays' logs do (list price × multiplier in
 *   USD, never the cash that bought it), so the credit price applies;
 * - in any other currency: brought to the billing currency at the day's rate.
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
  const { amount, currency } = terms.creditPrice;
  const toBilling =
    charge.currency === 'USD' && currency !== 'USD'
      ? parseDecimal(amount)
      : rateDecimal(rates, charge.currency, currency, day, payer);
  return toBilling && fromBilling(charge.amount, toBilling, terms, day, payer, rates);
}

/** Market rate as an exact decimal; undefined where none is known. */
export function rateDecimal(
  rates: RateBook,
  from: string,
  to: string,
  day: Day,
  payer: Pick<Payer, 'rate'>,
): Decimal | undefined {
  const used = rates.on(from, to, day, payer.rate);
  return used && parseDecimal(used.rate);
}

function fromBilling(
  amount: Pico,
  toBilling: Decimal,
  terms: RouteTerms,
  day: Day,
  payer: Payer,
  rates: RateBook,
): Landed | undefined {
  const home = rateDecimal(rates, terms.creditPrice.currency, payer.home, day, payer);
  const shown = rateDecimal(rates, payer.home, payer.currency, day, payer);
  if (!home || !shown) return undefined;
  return { amount, factor: toFactor(product(toBilling, home, feesOf(terms, payer.home), shown)) };
}

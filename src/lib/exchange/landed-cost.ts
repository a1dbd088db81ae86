import type { Filters } from '../usage/filters';
import type { Pico } from '../usage/money';
import type { Day } from '../usage/spend-cell';
import { parseDecimal, product, toFactor, type Decimal } from './decimal';
import type { Factor } from './exact-sum';
import { keptFactors, type FactorsByDay } from './kept-factors';
import type { RateBook } from './rate-book';
import type { Route, RouteTerms } from './route';
import { feesOf, multiplierOf, termsOn } from './terms';

/** Stands where list costs have a multiplier. */
const CHARGED = {};

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
  if (!terms) return undefined;
  const multiplier = multiplierOf(terms, model);
  const factors = keptFactors(rates, payer, terms, multiplier, list.currency);
  const factor = keep(factors, day, () => {
    const toUsd = rateDecimal(rates, list.currency, 'USD', day, payer);
    const credit = parseDecimal(terms.creditPrice.amount);
    return toUsd && fromBilling(product(toUsd, multiplier, credit), terms, day, payer, rates);
  });
  return factor === undefined ? undefined : { amount: list.cost, factor };
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
  const factor = keep(keptFactors(rates, payer, terms, CHARGED, charge.currency), day, () => {
    const toBilling = chargeToBilling(charge.currency, terms, day, payer, rates);
    return toBilling && fromBilling(toBilling, terms, day, payer, rates);
  });
  return factor === undefined ? undefined : { amount: charge.amount, factor };
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

function chargeToBilling(
  charged: string,
  { creditPrice }: RouteTerms,
  day: Day,
  payer: Payer,
  rates: RateBook,
): Decimal | undefined {
  return charged === 'USD' && creditPrice.currency !== 'USD'
    ? parseDecimal(creditPrice.amount)
    : rateDecimal(rates, charged, creditPrice.currency, day, payer);
}

function fromBilling(
  toBilling: Decimal,
  terms: RouteTerms,
  day: Day,
  payer: Payer,
  rates: RateBook,
): Factor | undefined {
  const home = rateDecimal(rates, terms.creditPrice.currency, payer.home, day, payer);
  const shown = rateDecimal(rates, payer.home, payer.currency, day, payer);
  return home && shown && toFactor(product(toBilling, home, feesOf(terms, payer.home), shown));
}

function keep(factors: FactorsByDay, day: Day, make: () => Factor | undefined): Factor | undefined {
  if (!factors.has(day)) factors.set(day, make());
  return factors.get(day);
}

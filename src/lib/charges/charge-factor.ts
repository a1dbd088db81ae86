import { parseDecimal, product, toFactor, type Decimal } from '../exchange/decimal';
import type { Factor } from '../exchange/exact-sum';
import { type Where } from '../exchange/landed-cost';
import { rateDecimal } from '../exchange/payer';
import type { RateBook } from '../exchange/rate-book';
import { multiplierOf, termsOn } from '../exchange/terms';
import type { RatePolicy } from '../usage/filters';

const ONE: Decimal = { units: 1n, places: 0 };

/** What turns list cost into what the terms say is charged. */
export interface ChargeFactor {
  factor: Factor;
  /** Did an exchange rate have a part in it? */
  converted: boolean;
}

/**
 * List cost × factor = what terms say is charged, in the currency in which it was charged; without top-up, conversion
 * and taxes, which come on a charge:
 * - the multiplier alone, where the route bills the list price as it is (1 USD for 1 USD), or where USD are charged on a
 *   route that bills otherwise: its sources count credit (see landedOfCharge);
 * - else list in USD × multiplier × credit price, brought to the charge's currency at the day's rate where that differs.
 * Undefined without terms in force or without one of the rates.
 */
export function chargeFactor(
  list: string,
  charged: string,
  { route, model, day }: Where,
  rate: RatePolicy,
  rates: RateBook,
): ChargeFactor | undefined {
  const terms = termsOn(route, day);
  if (!terms) return undefined;
  const multiplier = multiplierOf(terms, model);
  const { amount, currency: billing } = terms.creditPrice;
  const isCredit = charged === 'USD' && billing !== 'USD';
  const isListPrice = isCredit || (billing === 'USD' && Number(amount) === 1);
  if (isListPrice && list === charged) return { factor: toFactor(multiplier), converted: false };
  const toUsd = rateDecimal(rates, list, 'USD', day, { rate });
  const toCharged = isCredit ? ONE : rateDecimal(rates, billing, charged, day, { rate });
  if (!toUsd || !toCharged) return undefined;
  const credit = isCredit ? ONE : parseDecimal(amount);
  return {
    factor: toFactor(product(toUsd, multiplier, credit, toCharged)),
    converted: list !== 'USD' || (!isCredit && billing !== charged),
  };
}

/** Currency in which the terms of a day charge what costs so much by a list: that of the list where it is billed as it is. */
export function billedIn(list: string, { route, day }: Omit<Where, 'model'>): string | undefined {
  const terms = termsOn(route, day);
  if (!terms) return undefined;
  const { amount, currency } = terms.creditPrice;
  return currency === 'USD' && Number(amount) === 1 ? list : currency;
}

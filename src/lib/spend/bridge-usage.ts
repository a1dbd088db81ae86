import { quotient, parseDecimal, product, toFactor, type Decimal } from '../exchange/decimal';
import { FACTOR_SCALE } from '../exchange/exact-sum';
import { rateDecimal, type Payer } from '../exchange/payer';
import type { RouteTerms } from '../exchange/route';
import { feesOf, multiplierOf, termsOn } from '../exchange/terms';
import { classCosts, listCost, type ListCost } from '../pricing/list-cost';
import { divideHalfEven } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { totalTokens } from '../usage/token-classes';
import type { BridgeSums } from './bridge-sums';
import type { CostBooks, CostedUsage } from './costed-usage';

type Bill = Pick<BridgeSums, 'bill' | 'basis' | 'billUsd'>;

/**
 * What the landed cost of a cell is made of. Undefined where the cell has none: no price and no charge, no rate, or no
 * terms. A charge in the currency that the route bills in is taken as the credit that it bought (charge ÷ credit
 * price), a charge in USD on a route that bills otherwise as credit already; any other keeps its currency.
 */
export function bridgeSums(
  { cell, list, landed }: CostedUsage,
  { prices, rates, routes }: CostBooks,
  payer: Payer,
): BridgeSums | undefined {
  const route = routes.find(({ id }) => id === cell.route);
  const terms = route && termsOn(route, cell.day);
  if (!landed || !terms) return undefined;
  const own = terms.priceList === 'list' ? list : listCost(cell, prices, terms.priceList);
  const toUsd = (currency: string): Decimal | undefined =>
    rateDecimal(rates, currency, 'USD', cell.day, payer);
  const isCharged = cell.chargedCurrency !== undefined;
  const bill = isCharged ? chargedBill(cell, terms, toUsd) : listedBill(cell, own, terms, toUsd);
  const amount = landed.amount * landed.factor;
  const fees = toFactor(feesOf(terms, payer.home));
  return {
    tokens: BigInt(totalTokens(cell.tokens) - (isCharged ? 0 : own.unpricedTokens)),
    landed: amount,
    net: fees > 0n ? divideHalfEven(amount * FACTOR_SCALE, fees) : amount,
    ...bill,
    ...classesOf(cell, own, terms, isCharged),
  };
}

function listedBill(
  cell: SpendCell,
  own: ListCost,
  terms: RouteTerms,
  toUsd: (currency: string) => Decimal | undefined,
): Bill {
  const cost = terms.billsCachedAsUncached ? own.costCachedAsUncached : own.cost;
  const multiplier = multiplierOf(terms, own.model?.model ?? cell.model);
  const rate = own.currency === undefined ? undefined : toUsd(own.currency);
  return {
    bill: cost * toFactor(multiplier),
    basis: own.currency,
    billUsd: rate && cost * toFactor(product(multiplier, rate)),
  };
}

function chargedBill(
  { charged, chargedCurrency = '' }: SpendCell,
  { creditPrice }: RouteTerms,
  toUsd: (currency: string) => Decimal | undefined,
): Bill {
  const credit = parseDecimal(creditPrice.amount);
  if (chargedCurrency === creditPrice.currency && credit.units > 0n) {
    const bought = charged * toFactor(quotient({ units: 1n, places: 0 }, credit));
    return { bill: bought, basis: 'USD', billUsd: bought };
  }
  const rate = toUsd(chargedCurrency);
  return {
    bill: charged * FACTOR_SCALE,
    basis: chargedCurrency,
    billUsd: rate && charged * toFactor(rate),
  };
}

function classesOf(
  cell: SpendCell,
  { price, currency, unpricedTokens, model }: ListCost,
  { billsCachedAsUncached }: RouteTerms,
  isCharged: boolean,
): Pick<BridgeSums, 'classes' | 'classCurrency'> {
  if (!price || (isCharged && unpricedTokens > 0)) return { classes: undefined, classCurrency: undefined };
  const kind = [model?.provider, cell.tier, cell.promptOver, cell.minute].join('\0');
  const costs = classCosts(cell.tokens, price, billsCachedAsUncached);
  return {
    classes: new Map(
      costs.map(({ name, tokens, cost }) => [`${name}\0${kind}`, { tokens: BigInt(tokens), cost }]),
    ),
    classCurrency: currency,
  };
}

import { shareOut } from '../charges/share-out';
import { creditOfCharge, creditOfList } from '../exchange/credit';
import { parseDecimal, product, toFactor, type Decimal } from '../exchange/decimal';
import type { Factor } from '../exchange/exact-sum';
import type { Landed } from '../exchange/landed-cost';
import { rateDecimal, type Payer } from '../exchange/payer';
import type { RateBook } from '../exchange/rate-book';
import type { Route, RouteTerms } from '../exchange/route';
import { termsOn } from '../exchange/terms';
import { classCosts, listCost, type ListCost } from '../pricing/list-cost';
import type { PriceBook } from '../pricing/price-book';
import type { Pico } from '../usage/money';
import type { SpendCell } from '../usage/spend-cell';
import { TOKEN_CLASSES, type TokenClass } from '../usage/token-classes';
import type { FocusCharge, FocusFactors } from './focus-charge';

/** A cell of the spend cube costed in the billing currency of its route. */
export interface FocusCell {
  cell: SpendCell;
  list: ListCost;
  /** List currency → billing currency at the market rate. */
  listFactor: Factor | undefined;
  landed: Landed | undefined;
}

/** The books that charges are made by. */
export interface FocusBooks {
  prices: PriceBook;
  rates: RateBook;
}

interface Part {
  tokenClass: TokenClass | undefined;
  quantity: number;
  /** Its share of the amount that the cell's landed cost is made of. */
  amount: Pico;
}

/**
 * A cell as charges, one a token class: they sum to what the cell landed at, exactly. Usage without a landed cost is no
 * charge, for it would have to be called free; nor are tokens of a class without a price, unless the source says what
 * was charged for all of them: that is shared out over the classes by list cost, by tokens where a class has no price.
 * A negative charge is a credit, which has no unit price: all four of its costs are what was billed.
 */
export function focusCharges(
  costed: FocusCell,
  route: Route,
  payer: Pick<Payer, 'rate'>,
  books: FocusBooks,
): FocusCharge[] {
  const { cell, list, landed } = costed;
  const terms = termsOn(route, cell.day);
  if (!terms || !landed) return [];
  const bill = terms.priceList === 'list' ? list : listCost(cell, books.prices, terms.priceList);
  const isCharged = cell.chargedCurrency !== undefined;
  const currency = cell.chargedCurrency ?? bill.currency ?? 'USD';
  const factors = factorsOf(currency, isCharged, costed, terms, payer, books.rates);
  if (!factors) return [];
  const isVirtual = terms.creditPrice.currency !== 'USD' || Number(terms.creditPrice.amount) !== 1;
  const atList = ofClasses(list, cell, false);
  const atBill = ofClasses(bill, cell, terms.billsCachedAsUncached);
  const byList = listFactors(bill, list, costed, terms, payer, books.rates);
  return partsOf(cell, bill, atBill).map((part): FocusCharge => {
    const billed = part.amount * factors.billed;
    const effectivePriced = part.amount * factors.priced;
    const listed = part.tokenClass && atList.get(part.tokenClass);
    const agreed = part.tokenClass && atBill.get(part.tokenClass);
    const isCredit = billed < 0n;
    const known = !isCredit && listed !== undefined && agreed !== undefined && byList !== undefined;
    const landedPart = part.amount * factors.effective;
    return {
      cell,
      route,
      day: cell.day,
      model: list.model?.model ?? cell.model,
      provider: list.model?.provider ?? cell.provider,
      ...part,
      price: known ? list.price : undefined,
      billingCurrency: terms.creditPrice.currency,
      pricingCurrency: isVirtual ? 'USD credits' : 'USD',
      list: known ? listed * byList.list : billed,
      contracted: known ? agreed * byList.contracted : billed,
      billed,
      effective: isCredit ? billed : landedPart,
      landed: landedPart,
      listPriced: known ? listed * byList.listPriced : effectivePriced,
      contractedPriced: known ? agreed * byList.contractedPriced : effectivePriced,
      effectivePriced,
      isCharged,
    };
  });
}

function ofClasses(list: ListCost, cell: SpendCell, cachedAsUncached: boolean): Map<TokenClass, Pico> {
  if (!list.price) return new Map();
  return new Map(classCosts(cell.tokens, list.price, cachedAsUncached).map(({ name, cost }) => [name, cost]));
}

/** The classes of a cell with their share: of list cost each its own, of a charge pro rata. */
function partsOf(cell: SpendCell, bill: ListCost, atBill: Map<TokenClass, Pico>): Part[] {
  if (cell.chargedCurrency === undefined)
    return [...atBill].map(([tokenClass, amount]) => ({
      tokenClass,
      quantity: cell.tokens[tokenClass],
      amount,
    }));
  const used = TOKEN_CLASSES.filter((name) => cell.tokens[name] > 0);
  if (used.length === 0)
    return cell.charged === 0n ? [] : [{ tokenClass: undefined, quantity: 1, amount: cell.charged }];
  const isPriced = bill.price !== undefined && bill.unpricedTokens === 0;
  const weights = used.map((name) => (isPriced ? (atBill.get(name) ?? 0n) : BigInt(cell.tokens[name])));
  const amounts = shareOut(cell.charged, weights);
  return used.map((tokenClass, index) => ({
    tokenClass,
    quantity: cell.tokens[tokenClass],
    amount: amounts[index] ?? 0n,
  }));
}

/** What the amount of a cell, a charge or a list cost, comes to as billed, as landed and in credit. */
function factorsOf(
  currency: string,
  isCharged: boolean,
  { cell, list, landed }: FocusCell,
  terms: RouteTerms,
  payer: Pick<Payer, 'rate'>,
  rates: RateBook,
): FocusFactors | undefined {
  const model = list.model?.model ?? cell.model;
  const credit = isCharged
    ? creditOfCharge(currency, terms, cell.day, payer, rates)
    : creditOfList(currency, terms, model, cell.day, payer, rates);
  if (!credit || !landed) return undefined;
  const isBill = isCharged && !(currency === 'USD' && terms.creditPrice.currency !== 'USD');
  const billed = isBill
    ? rateDecimal(rates, currency, terms.creditPrice.currency, cell.day, payer)
    : atCreditPrice(credit, terms);
  return billed && { billed: toFactor(billed), effective: landed.factor, priced: toFactor(credit) };
}

function atCreditPrice(credit: Decimal, { creditPrice }: RouteTerms): Decimal {
  return product(credit, parseDecimal(creditPrice.amount));
}

interface ListFactors {
  list: Factor;
  contracted: Factor;
  listPriced: Factor;
  contractedPriced: Factor;
}

function listFactors(
  bill: ListCost,
  list: ListCost,
  { cell, listFactor }: FocusCell,
  terms: RouteTerms,
  payer: Pick<Payer, 'rate'>,
  rates: RateBook,
): ListFactors | undefined {
  if (bill.currency === undefined || list.currency === undefined || listFactor === undefined)
    return undefined;
  const model = list.model?.model ?? cell.model;
  const credit = creditOfList(bill.currency, terms, model, cell.day, payer, rates);
  const toUsd = rateDecimal(rates, list.currency, 'USD', cell.day, payer);
  if (!credit || !toUsd) return undefined;
  return {
    list: listFactor,
    contracted: toFactor(atCreditPrice(credit, terms)),
    listPriced: toFactor(toUsd),
    contractedPriced: toFactor(credit),
  };
}

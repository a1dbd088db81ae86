import { FACTOR_SCALE } from '../exchange/exact-sum';
import type { CsvCell } from '../usage/csv';
import { dayAfterMonth, formatDay, monthOf } from '../usage/day';
import { divideHalfEven, picoToDecimal, type Pico } from '../usage/money';
import { CarriedSum } from './carried-sum';
import type { Exact, FocusCharge } from './focus-charge';

/** The columns of the export in order: FOCUS 1.2, then those of our own. */
export const FOCUS_COLUMNS = [
  'BilledCost',
  'BillingAccountId',
  'BillingAccountName',
  'BillingCurrency',
  'BillingPeriodEnd',
  'BillingPeriodStart',
  'ChargeCategory',
  'ChargeClass',
  'ChargeDescription',
  'ChargePeriodEnd',
  'ChargePeriodStart',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ContractedCost',
  'ContractedUnitPrice',
  'EffectiveCost',
  'InvoiceIssuerName',
  'ListCost',
  'ListUnitPrice',
  'PricingCategory',
  'PricingCurrency',
  'PricingCurrencyContractedUnitPrice',
  'PricingCurrencyEffectiveCost',
  'PricingCurrencyListUnitPrice',
  'PricingQuantity',
  'PricingUnit',
  'ProviderName',
  'PublisherName',
  'ServiceCategory',
  'ServiceName',
  'ServiceSubcategory',
  'SkuId',
  'SkuMeter',
  'SkuPriceDetails',
  'SkuPriceId',
  'Tags',
  'x_CostSource',
  'x_LandedCost',
  'x_ListPriceKnown',
  'x_Model',
] as const;

export type FocusColumn = (typeof FOCUS_COLUMNS)[number];

/** Costs of a route are rounded so that they sum to its exact total, column by column and currency by currency. */
export class FocusRounding {
  #sums = new Map<string, CarriedSum>();

  /** The next amount of a column. */
  next(column: FocusColumn, of: string, exact: Exact): Pico {
    return this.#sum(column, of).next(exact);
  }

  /** The same where the amount must be one that is rounded already. */
  take(column: FocusColumn, of: string, exact: Exact, amount: Pico): Pico {
    this.#sum(column, of).take(exact, amount);
    return amount;
  }

  #sum(column: FocusColumn, of: string): CarriedSum {
    const key = `${column}\0${of}`;
    const sum = this.#sums.get(key) ?? new CarriedSum();
    this.#sums.set(key, sum);
    return sum;
  }
}

/** A charge as a row of FOCUS_COLUMNS (docs/decisions/0023). */
export function focusRow(charge: FocusCharge, rounding: FocusRounding): CsvCell[] {
  const row = { ...periods(charge), ...names(charge), ...sku(charge), ...costs(charge, rounding) };
  return FOCUS_COLUMNS.map((column) => row[column] ?? null);
}

type Columns = Partial<Record<FocusColumn, CsvCell>>;

function periods({ day }: FocusCharge): Columns {
  const month = monthOf(day);
  return {
    BillingPeriodStart: midnight(`${month}-01`),
    BillingPeriodEnd: midnight(dayAfterMonth(month)),
    ChargePeriodStart: midnight(formatDay(day)),
    ChargePeriodEnd: midnight(formatDay(day + 1)),
  };
}

function names({ route, provider, model, tokenClass, isCharged, price, cell }: FocusCharge): Columns {
  const seller = route.kind === 'official' ? (provider ?? route.name) : route.name;
  return {
    BillingAccountId: route.id,
    BillingAccountName: route.name,
    InvoiceIssuerName: seller,
    ProviderName: seller,
    PublisherName: provider ?? seller,
    ServiceCategory: 'AI and Machine Learning',
    ServiceSubcategory: 'Generative AI',
    ServiceName: `${seller} API`,
    ChargeDescription: tokenClass ? `${model}, ${words(tokenClass)} tokens` : `${model}, as charged`,
    Tags: JSON.stringify({ route: route.id, ...(cell.tier === undefined ? {} : { tier: cell.tier }) }),
    x_CostSource: isCharged ? 'charged' : 'computed',
    x_ListPriceKnown: price ? 'true' : 'false',
    x_Model: cell.model,
  };
}

function sku({ provider, model, tokenClass, price, cell }: FocusCharge): Columns {
  const meter = tokenClass ? words(tokenClass) : 'charge';
  const of = [provider ?? '', model, cell.tier ?? 'standard', meter];
  const details = {
    TokenType: meter,
    ...(price
      ? {
          EffectiveFrom: price.effectiveFrom,
          AbovePromptTokens: price.abovePromptTokens,
          Source: price.source,
        }
      : {}),
  };
  return {
    PricingCategory: 'Standard',
    SkuId: model,
    SkuMeter: meter,
    SkuPriceId: [...of, price?.effectiveFrom ?? 'unknown', String(price?.abovePromptTokens ?? 0)].join('/'),
    SkuPriceDetails: JSON.stringify(details),
  };
}

const PER_MILLION = 1_000_000n;

function costs(charge: FocusCharge, rounding: FocusRounding): Columns {
  const { route, billingCurrency, pricingCurrency, effectivePriced } = charge;
  const priced = `${route.id}\0${pricingCurrency}`;
  return {
    BillingCurrency: billingCurrency,
    PricingCurrency: pricingCurrency,
    ...billingCosts(charge, rounding),
    PricingCurrencyEffectiveCost: decimal(
      rounding.next('PricingCurrencyEffectiveCost', priced, effectivePriced),
    ),
    ...quantities(charge),
  };
}

/** Costs in the billing currency. Those of a credit are one amount, to the last digit. */
function billingCosts(charge: FocusCharge, rounding: FocusRounding): Columns {
  const of = `${charge.route.id}\0${charge.billingCurrency}`;
  const billed = rounding.next('BilledCost', of, charge.billed);
  const cost = (column: FocusColumn, exact: Exact): string =>
    decimal(charge.billed < 0n ? rounding.take(column, of, exact, billed) : rounding.next(column, of, exact));
  return {
    BilledCost: decimal(billed),
    EffectiveCost: cost('EffectiveCost', charge.effective),
    ListCost: cost('ListCost', charge.list),
    ContractedCost: cost('ContractedCost', charge.contracted),
    x_LandedCost: decimal(rounding.next('x_LandedCost', of, charge.landed)),
  };
}

/** Quantities and unit prices; a negative charge is a credit, which has none. */
function quantities(charge: FocusCharge): Columns {
  if (charge.billed < 0n) return { ChargeCategory: 'Credit' };
  const { tokenClass, quantity } = charge;
  const per = tokenClass ? PER_MILLION : 1n;
  const unit = (exact: Exact): string =>
    decimal(divideHalfEven(exact * per, FACTOR_SCALE * BigInt(quantity)));
  return {
    ChargeCategory: 'Usage',
    ConsumedQuantity: String(quantity),
    ConsumedUnit: tokenClass ? 'Tokens' : 'Units',
    PricingQuantity: tokenClass ? decimal(BigInt(quantity) * PER_MILLION) : String(quantity),
    PricingUnit: tokenClass ? '1000000 Tokens' : 'Units',
    ListUnitPrice: unit(charge.list),
    ContractedUnitPrice: unit(charge.contracted),
    PricingCurrencyListUnitPrice: unit(charge.listPriced),
    PricingCurrencyContractedUnitPrice: unit(charge.contractedPriced),
  };
}

function decimal(amount: Pico): string {
  return picoToDecimal(amount).replace(/\.?0+$/, '');
}

function midnight(date: string): string {
  return `${date}T00:00:00Z`;
}

function words(tokenClass: string): string {
  return tokenClass.replaceAll('_', ' ');
}

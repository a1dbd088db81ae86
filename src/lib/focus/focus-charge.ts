import type { Factor } from '../exchange/exact-sum';
import type { Route } from '../exchange/route';
import type { Price } from '../pricing/price';
import type { Day, SpendCell } from '../usage/spend-cell';
import type { TokenClass } from '../usage/token-classes';

/** Money that is not yet rounded: pico-units × 10⁻⁴⁰. */
export type Exact = bigint;

/** One charge of a FOCUS data set before it is written: tokens of one class, of one cell of the spend cube. */
export interface FocusCharge {
  cell: SpendCell;
  route: Route;
  day: Day;
  /** Canonical model, or as reported. */
  model: string;
  provider: string | undefined;
  /** Undefined where a charge has no tokens. */
  tokenClass: TokenClass | undefined;
  /** Tokens; 1 where there are none. */
  quantity: number;
  /** The price that list cost rests on; undefined where none is known and list cost is what was billed. */
  price: Price | undefined;
  /** Of the route's terms on the day, ISO 4217. */
  billingCurrency: string;
  /** ISO 4217, or the route's credit. */
  pricingCurrency: string;
  /** In billing currency. */
  list: Exact;
  contracted: Exact;
  billed: Exact;
  effective: Exact;
  /** What Spend says that it cost, fees and taxes included: the effective cost of all but credits. */
  landed: Exact;
  /** In pricing currency. */
  listPriced: Exact;
  contractedPriced: Exact;
  effectivePriced: Exact;
  isCharged: boolean;
}

/** What one unit of an amount costs in each of the senses of a charge. */
export interface FocusFactors {
  billed: Factor;
  effective: Factor;
  /** To pricing currency. */
  priced: Factor;
}

import type { Landed } from '../exchange/landed-cost';
import type { RateBook } from '../exchange/rate-book';
import type { Route } from '../exchange/route';
import type { ListCost } from '../pricing/list-cost';
import type { PriceBook } from '../pricing/price-book';
import type { SpendCell } from '../usage/spend-cell';

/** A cell of the spend cube with its list cost and its landed cost in the reporting currency, where it has one. */
export interface CostedUsage {
  cell: SpendCell;
  /** At the providers' own prices. */
  list: ListCost;
  landed: Landed | undefined;
}

/** What usage was costed with. */
export interface CostBooks {
  prices: PriceBook;
  rates: RateBook;
  routes: Route[];
}

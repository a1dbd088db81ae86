import type { CreditLot } from './credit-lot';
import type { Drawdown } from './drawdown';

/** Where traffic goes: the provider itself or a relay, with its effective-dated terms (model.md section 3). */
export interface Route {
  /** Kebab-case or as found in the file; unique. */
  id: string;
  name: string;
  kind: 'official' | 'relay';
  terms: RouteTerms[];
  /** Credit as it was bought, in order of time; left out where only the terms tell what credit costs. */
  lots?: CreditLot[];
  /** How all of the route's usage used the lots up; there only where money is put to usage (see withDrawdowns). */
  drawdown?: Drawdown;
}

export interface RouteTerms {
  /** Inclusive date, YYYY-MM-DD; the terms hold until the next terms begin. */
  effectiveFrom: string;
  /** Units of billing currency for 1 USD of list-price credit. Official: 1 USD. */
  creditPrice: { amount: string; currency: string };
  /** Price list that the route bills by; `list` where it has none of its own. */
  priceList: string;
  /** The longest matching pattern wins; 1 where none matches. `*` stands for anything. */
  multipliers: { model: string; value: string }[];
  fees: Fees;
  /** True where the route bills cached input at the uncached input price. */
  billsCachedAsUncached: boolean;
  source: string;
}

/** Percentages as decimal strings. */
export interface Fees {
  topUpPct: string;
  /** Least fee of one top-up, in billing currency. It counts for lots: usage does not tell how many top-ups there were. */
  topUpMin: string;
  conversionPct: string;
  vatPct: string;
  withholdingPct: string;
}

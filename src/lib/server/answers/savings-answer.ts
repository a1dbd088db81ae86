import type { Basis } from '$lib/usage/basis';

/** The same usage costed on two routes (api.md "Savings"); money in `currency`, decimal with 12 places. */
export interface SavingsAnswer {
  currency: string;
  basis: Basis;
  baseline: RouteSummary;
  candidate: RouteSummary;
  rows: SavingsRow[];
  totals: SavingsFigures;
  break_even: {
    /** CNY per USD at which the saving is 0. */
    market_rate: string | null;
    credit_price: { amount: string; currency: string } | null;
    /** Why one of them is null. */
    why: string | null;
  };
}

export interface RouteSummary {
  id: string;
  name: string;
  kind: 'official' | 'relay';
  /** Terms in force on the last day of the usage. */
  credit_price: { amount: string; currency: string };
  fees: { top_up_pct: string; conversion_pct: string; vat_pct: string; withholding_pct: string };
  source: string;
}

export interface SavingsRow extends SavingsFigures {
  model: string;
}

export interface SavingsFigures {
  requests: number | null;
  tokens: number;
  list: string | null;
  baseline: string | null;
  candidate: string | null;
  saving: string | null;
  saving_pct: number | null;
  parts: SavingsParts | null;
  unpriced_tokens: number;
}

/** They sum to the saving exactly. Positive makes the candidate cheaper. */
export interface SavingsParts {
  list_price: string;
  multiplier: string;
  exchange_rate: string;
  fees_and_taxes: string;
  caching: string;
}

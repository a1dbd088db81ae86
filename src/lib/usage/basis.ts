/** What money in an answer rests on: prices, rates, and what could not be used (api.md "Common"). */
export interface Basis {
  /** Latest date on which a price that was used was checked; null where none was used. */
  prices_as_of: string | null;
  rate: RateBasis;
  /** Requests of usage of which no token has a price: exact. */
  unpriced_requests: number;
  /** Requests of usage of which some tokens have a price and some have none: at most so many hold such tokens. */
  partly_unpriced_requests: number;
  unpriced_tokens: number;
  /** Requests priced at the base tier because the source does not tell prompt sizes. */
  tier_unknown_requests: number;
  /** Requests of models whose price depends on the time of day, which the source does not tell. */
  time_unknown_requests: number;
  /** Requests on days for which a rate that they need (in savings: or a route's terms) is not known: a figure lacks them. */
  unrated_requests: number;
  /** Their tokens, and those of sources that do not count requests. */
  unrated_tokens: number;
  /** Routes among them whose credit was bought in lots: landed cost is what their lots cost. */
  credit_lots: CreditLotsBasis[];
  /** Usage records that the figures rest on. */
  rows: number;
}

/** How far the lots of a route went, over all of its usage. Credit in USD, decimal. */
export interface CreditLotsBasis {
  route: string;
  /** Bought, less used. */
  balance: string;
  /** Used since the first lot that no lot covered: the terms say what it cost. */
  uncovered: string;
  /** The first day of that; null where the lots have covered everything. */
  exhausted_on: string | null;
}

export interface RateBasis {
  policy: 'daily' | 'month_end' | 'fixed';
  base: string;
  quote: string;
  /** The latest rate used, decimal; null where none was needed or known. */
  latest: string | null;
  /** Date (or month) of its observation. */
  of: string | null;
  source: string | null;
  /** Age on the last day of usage, in days. */
  age_days: number | null;
  /** True where any figure rests on a rate more than 7 days old, of whichever day and pair. */
  stale: boolean;
  /** Tokens of usage whose money rests on such rates. */
  stale_tokens: number;
  /** The oldest of them; null where there is none. */
  oldest: OldRate | null;
  /** Pairs of currencies, as `EUR/CNY`, of which some day has no rate. */
  missing: string[];
}

/** A rate that was used when it was stale. */
export interface OldRate {
  base: string;
  quote: string;
  /** Decimal. */
  rate: string;
  /** Date (or month) of its observation. */
  of: string;
  source: string;
  /** Age on the day of usage that it served, in days. */
  age_days: number;
}

/** Is usage left out of a figure for want of a rate or of terms? */
export function isUnrated({ unrated_requests, unrated_tokens, rate }: Basis): boolean {
  return unrated_requests > 0 || unrated_tokens > 0 || rate.missing.length > 0;
}

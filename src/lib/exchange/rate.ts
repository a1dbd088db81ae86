/** One dated exchange rate: units of quote for 1 base. */
export interface Rate {
  base: string;
  quote: string;
  /** YYYY-MM-DD for a daily rate, YYYY-MM for a monthly mean. */
  on: string;
  kind: 'daily' | 'monthly_mean';
  /** Decimal string. */
  rate: string;
  source: string;
}

/** A rate as used: how old it was on the day that it served. */
export interface RateUsed {
  /** Decimal string, quote per base. */
  rate: string;
  /** The date or month of the observation. */
  of: string;
  ageDays: number;
  /** Older than 7 days. */
  stale: boolean;
  source: string;
}

/** A rate as used, and between which currencies: quote per base. */
export interface PairUsed extends RateUsed {
  base: string;
  quote: string;
}

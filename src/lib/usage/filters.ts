/** What a page or an API call looks at. Its text form is the URL's query string (see parseFilters). */
export interface Filters {
  /** Inclusive date, YYYY-MM-DD, in the reporting time zone. */
  from?: string;
  /** Exclusive date. */
  to?: string;
  /** Compared period, inclusive to exclusive. */
  compareFrom?: string;
  compareTo?: string;
  routes: string[];
  /** Canonical ids or reported names. */
  models: string[];
  features: string[];
  regions: string[];
  /** Which data: uploads of one's own, or the sample company. Undefined: one's own where there are any. */
  data?: 'own' | 'sample';
  /** Reporting currency, ISO 4217. */
  currency: string;
  /** The payer's currency, ISO 4217. */
  home: string;
  rate: RatePolicy;
}

/** `daily` and `month_end` take dated rates; a number is CNY per USD, fixed, while other pairs stay dated. */
export type RatePolicy =
  { policy: 'daily' } | { policy: 'month_end' } | { policy: 'fixed'; cnyPerUsd: string };

/** Somebody's input that cannot be used: where it stands and what is wrong with it. */
export interface Issue {
  where: string;
  message: string;
}

/** Bad input is data, not an exception (style.md 8). */
export type Parsed<T> = { ok: true; value: T } | { ok: false; issues: Issue[] };

/** When there is usage. Undefined where there is none. */
export interface UsagePeriod {
  /** Dates YYYY-MM-DD UTC: first day with data, and the day after the last. */
  from?: string;
  to?: string;
  /** Start of the last hour with data, RFC 3339. */
  lastHour?: string;
}

export interface Facets extends UsagePeriod {
  /** First day, and the day after the last, of what cost exports charge: they may be of other days than usage. */
  charges?: { from: string; to: string };
  requests: number;
  routes: Facet[];
  providers: Facet[];
  models: (Facet & { provider?: string })[];
  features: Facet[];
  regions: Facet[];
}

export interface Facet {
  name: string;
  requests: number;
}

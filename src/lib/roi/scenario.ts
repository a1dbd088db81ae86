/**
 * What a forecast is made from (model.md section 9). Amounts are of `currency`, a month where nothing else is said;
 * they are doubles, because a forecast begins here. Percentages are percentages: 5 is 5 %.
 */
export interface Scenario {
  /** ISO 4217. */
  currency: string;
  horizonMonths: number;
  /** A year. */
  discountRatePct: number;
  /** Of volume, from month to month. */
  growthPct: number;
  /** Landed cost of today's whole volume on the official route (O). */
  officialMonthly: number;
  /** The same volume on the relay (R). */
  relayMonthly: number;
  /** Share of traffic on the relay by month; the last entry holds from then on. */
  adoptionPct: number[];
  /** Share sent to both routes by month; 0 after the last entry. */
  mirroredPct: number[];
  engineering: { days: number; dayRate: number };
  /** One-time cost beside engineering. */
  oneTime: number;
  monthlyRunning: number;
  /** Free sign-up credits: they pay the relay's first bills. */
  credits: number;
  outage: { monthlyProbabilityPct: number; cost: number };
  prepaid: { balance: number; defaultMonthlyProbabilityPct: number };
  /** Which currency each route bills in: what moves with the market rate. */
  billing: { official: string; relay: string };
  /** CNY per USD that the monthly costs are stated at. */
  marketRate: number;
  /** How far an input may move, where not by its usual share. */
  ranges: Partial<Record<InputName, Range>>;
  simulation: Spreads;
}

/** Inputs whose weight the tornado shows. */
export const INPUT_NAMES = [
  'official_monthly',
  'relay_monthly',
  'market_rate',
  'growth_pct',
  'adoption_pct',
  'mirrored_pct',
  'one_time',
  'monthly_running',
  'credits',
  'discount_rate_pct',
  'outage_probability_pct',
  'default_probability_pct',
] as const;
export type InputName = (typeof INPUT_NAMES)[number];

export interface Range {
  low: number;
  high: number;
}

/** How a simulation draws (see simulate). */
export interface Spreads {
  draws: number;
  seed: number;
  growthSdPct: number;
  rateSdPct: number;
  discountSdPct: number;
  /** Mean of the months by which the ramp is late. */
  adoptionDelayMonths: number;
}

/** A figure, or why there is none. */
export type Found = { value: number; note?: string } | { why: string };

/** All that is paid once, before the first month: engineering days × day rate + other (I). */
export function investment({ engineering, oneTime }: Scenario): number {
  return engineering.days * engineering.dayRate + oneTime;
}

/** What outages and a relay that fails with the prepaid balance cost a month, as a mean (ℓ). */
export function expectedLoss({ outage, prepaid }: Scenario): number {
  return (
    (outage.monthlyProbabilityPct / 100) * outage.cost +
    (prepaid.defaultMonthlyProbabilityPct / 100) * prepaid.balance
  );
}

/** Share of traffic on the relay in month 1, 2, …; 0 before. */
export function adoptionIn({ adoptionPct }: Scenario, month: number): number {
  return month < 1 ? 0 : (adoptionPct[month - 1] ?? adoptionPct.at(-1) ?? 0) / 100;
}

/** Share sent to both routes in month 1, 2, … */
export function mirroredIn({ mirroredPct }: Scenario, month: number): number {
  return (mirroredPct[month - 1] ?? 0) / 100;
}

/**
 * The same plans with yuan at `factor` times today's rate (CNY per USD): a bill in another currency than the
 * scenario's moves with it, since yuan moves against all others alike.
 */
export function atMarket(scenario: Scenario, factor: number): Scenario {
  const { billing, currency } = scenario;
  return {
    ...scenario,
    officialMonthly: scenario.officialMonthly * billMoves(billing.official, currency, factor),
    relayMonthly: scenario.relayMonthly * billMoves(billing.relay, currency, factor),
    marketRate: scenario.marketRate * factor,
  };
}

/** What a bill in one currency is multiplied by in another when a dollar costs `factor` times the yuan. */
export function billMoves(billed: string, currency: string, factor: number): number {
  if (billed === currency) return 1;
  if (currency === 'CNY') return factor;
  return billed === 'CNY' ? 1 / factor : 1;
}

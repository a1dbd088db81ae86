import * as v from 'valibot';
import { CURRENCIES } from '../usage/parse-filters';
import type { Parsed } from '../usage/filters';
import { INPUT_NAMES, type InputName, type Range, type Scenario } from './scenario';

const LONGEST_MONTHS = 120;

const money = v.pipe(
  v.string('write the amount as text, for example "400"'),
  v.regex(/^\d{1,15}(\.\d{1,12})?$/, 'not an amount of 0 or more with at most 12 places'),
);
const number = (low: number, high: number, what = 'must be a number') =>
  v.pipe(
    v.number(what),
    v.minValue(low, `must be ${low} or more`),
    v.maxValue(high, `must be ${high.toLocaleString('en')} or less`),
  );
const whole = (low: number, high: number) => v.pipe(number(low, high), v.integer('must be a whole number'));
const share = number(0, 100);
const ramp = v.pipe(v.array(share), v.maxLength(LONGEST_MONTHS, `holds more than ${LONGEST_MONTHS} months`));
const currency = v.pipe(
  v.string(),
  v.check((code) => (CURRENCIES as readonly string[]).includes(code), `use one of ${CURRENCIES.join(', ')}`),
);
const billed = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'not a currency code such as USD or CNY'));
const orElse = v.exactOptional;

const BOTH_ENDS = 'give both ends as numbers';
const rangeFrom = (least: number) =>
  v.pipe(
    v.strictObject({ low: number(least, 1e15, BOTH_ENDS), high: number(least, 1e15, BOTH_ENDS) }),
    v.check(({ low, high }) => low < high, 'low must be less than high'),
  );
const usualRange = rangeFrom(-50);
/** There is no rate of 0. */
const rateRange = v.pipe(
  usualRange,
  v.check(({ low }) => low > 0, 'must be more than 0'),
);

/** Spreads of a scenario that says nothing of its simulation. */
const USUAL_SPREADS = { adoption_delay_months: 1 };

const simulation = v.strictObject({
  draws: orElse(whole(100, 100_000), 10_000),
  seed: orElse(whole(0, 2 ** 31 - 1), 1),
  growth_sd_pct: orElse(number(0, 50), 2),
  rate_sd_pct: orElse(number(0, 50), 3),
  discount_sd_pct: orElse(number(0, 50), 5),
  adoption_delay_months: orElse(number(0, 24), 0),
});

/** A scenario as JSON (api.md "ROI"): amounts as decimal text, percentages as numbers. */
const SCENARIO_SPEC = v.strictObject({
  currency: v.exactOptional(currency),
  horizon_months: orElse(whole(1, LONGEST_MONTHS), 24),
  discount_rate_pct: orElse(number(0, 1_000), 10),
  growth_pct: orElse(number(-50, 100), 0),
  official_monthly: v.exactOptional(money),
  relay_monthly: v.exactOptional(money),
  adoption_pct: orElse(v.pipe(ramp, v.nonEmpty('needs at least one month')), [5, 25, 50, 100]),
  mirrored_pct: orElse(ramp, [5]),
  engineering: orElse(v.strictObject({ days: number(0, 100_000), day_rate: money }), {
    days: 0,
    day_rate: '0',
  }),
  one_time: orElse(money, '0'),
  monthly_running: orElse(money, '0'),
  credits: orElse(money, '0'),
  outage: orElse(v.strictObject({ monthly_probability_pct: share, cost: money }), {
    monthly_probability_pct: 0,
    cost: '0',
  }),
  prepaid: orElse(v.strictObject({ balance: money, default_monthly_probability_pct: share }), {
    balance: '0',
    default_monthly_probability_pct: 0,
  }),
  billing: v.exactOptional(v.strictObject({ official: billed, relay: billed })),
  market_rate: v.exactOptional(
    v.pipe(
      v.string('write the rate as text, for example "7.3"'),
      v.regex(/^\d{1,6}(\.\d{1,40})?$/, 'not a rate such as 7.3'),
      v.check((text) => Number(text) > 0, 'must be more than 0'),
    ),
  ),
  /** Month 1 of the plan, where it is not the first month with relay traffic. */
  start_month: v.exactOptional(
    v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'not a month. Write YYYY-MM')),
  ),
  ranges: orElse(v.partial(v.strictObject(everyInput())), {}),
  simulation: orElse(simulation, USUAL_SPREADS),
});

/** A scenario's JSON as it is given. */
export type GivenScenario = v.InferInput<typeof SCENARIO_SPEC>;

/** A scenario's JSON with every default filled in, but for what is measured where it is left out. */
export type ScenarioSpec = v.InferOutput<typeof SCENARIO_SPEC>;

/** The same with what was measured filled in: it says the same tomorrow. */
export type FilledSpec = ScenarioSpec &
  Required<Pick<ScenarioSpec, 'currency' | 'official_monthly' | 'relay_monthly' | 'billing' | 'market_rate'>>;

/** What a scenario takes where it does not say: the measured run rate, and how routes bill. */
export interface MeasuredDefaults {
  currency: string;
  /** Decimals; undefined where there is nothing to measure them from. */
  officialMonthly: string | undefined;
  relayMonthly: string | undefined;
  billing: Scenario['billing'];
  marketRate: string;
}

/** A scenario's JSON with its shape checked; unknown keys are refused, issues name the key, as in outage.cost. */
export function parseScenarioSpec(given: unknown): Parsed<ScenarioSpec> {
  const parsed = v.safeParse(SCENARIO_SPEC, given);
  if (parsed.success) return { ok: true, value: parsed.output };
  return {
    ok: false,
    issues: parsed.issues.map((issue) => ({ where: v.getDotPath(issue) ?? 'body', message: said(issue) })),
  };
}

/** A scenario's JSON with what it leaves out measured; an issue where nothing could be measured. */
export function fillSpec(spec: ScenarioSpec, measured: MeasuredDefaults): Parsed<FilledSpec> {
  const official = spec.official_monthly ?? measured.officialMonthly;
  const relay = spec.relay_monthly ?? measured.relayMonthly;
  if (official === undefined || relay === undefined) {
    const message = 'there is no priced usage in scope to measure it from; give the amount, or upload usage';
    const missing = { official_monthly: official, relay_monthly: relay };
    const names = Object.entries(missing).filter(([, amount]) => amount === undefined);
    return { ok: false, issues: names.map(([where]) => ({ where, message })) };
  }
  return {
    ok: true,
    value: {
      ...spec,
      currency: spec.currency ?? measured.currency,
      official_monthly: official,
      relay_monthly: relay,
      billing: spec.billing ?? measured.billing,
      market_rate: spec.market_rate ?? measured.marketRate,
    },
  };
}

/** A scenario as the model takes it: a forecast begins, so amounts become doubles. */
export function scenarioOf(spec: FilledSpec): Scenario {
  return {
    currency: spec.currency,
    horizonMonths: spec.horizon_months,
    discountRatePct: spec.discount_rate_pct,
    growthPct: spec.growth_pct,
    officialMonthly: Number(spec.official_monthly),
    relayMonthly: Number(spec.relay_monthly),
    adoptionPct: spec.adoption_pct,
    mirroredPct: spec.mirrored_pct,
    engineering: { days: spec.engineering.days, dayRate: Number(spec.engineering.day_rate) },
    oneTime: Number(spec.one_time),
    monthlyRunning: Number(spec.monthly_running),
    credits: Number(spec.credits),
    outage: {
      monthlyProbabilityPct: spec.outage.monthly_probability_pct,
      cost: Number(spec.outage.cost),
    },
    prepaid: {
      balance: Number(spec.prepaid.balance),
      defaultMonthlyProbabilityPct: spec.prepaid.default_monthly_probability_pct,
    },
    billing: spec.billing,
    marketRate: Number(spec.market_rate),
    ranges: spec.ranges as Partial<Record<InputName, Range>>,
    simulation: {
      draws: spec.simulation.draws,
      seed: spec.simulation.seed,
      growthSdPct: spec.simulation.growth_sd_pct,
      rateSdPct: spec.simulation.rate_sd_pct,
      discountSdPct: spec.simulation.discount_sd_pct,
      adoptionDelayMonths: spec.simulation.adoption_delay_months,
    },
  };
}

function everyInput(): Record<InputName, typeof usualRange> {
  return Object.fromEntries(
    INPUT_NAMES.map((name) => [name, name === 'market_rate' ? rateRange : usualRange]),
  ) as Record<InputName, typeof usualRange>;
}

function said(issue: v.BaseIssue<unknown>): string {
  if (issue.type !== 'strict_object') return issue.message;
  if (issue.expected === 'never') return 'there is no such key';
  return issue.received === 'undefined' ? 'needed, but missing' : 'must be an object';
}

import { roi, type Roi } from './roi';
import type { Found, InputName, Scenario } from './scenario';
import type { Simulation } from './simulation';
import type { Percentiles } from './quantiles';
import { tornado, type Swing } from './tornado';

/** A scenario's outcome (api.md "ROI"). All of it is an estimate: numbers, not decimal text. */
export interface RoiAnswer {
  currency: string;
  estimate: true;
  /** I. */
  investment: number;
  /** H + 1 numbers, month 0 first. */
  flows: number[];
  cumulative: number[];
  sum: number;
  npv: number;
  /** A year; null with the reason where there is none. A note where it needs one. */
  irr_pct: number | null;
  irr_why: string | null;
  payback_months: number | null;
  payback_why: string | null;
  roi_pct: number | null;
  roi_why: string | null;
  tornado: SwingAnswer[];
  simulation: SimulationAnswer;
  /** What each flow is made of. */
  rows: FlowRow[];
}

export interface SwingAnswer {
  input: InputName;
  base: number;
  low: number;
  high: number;
  npv_low: number;
  npv_high: number;
  /** Where the NPV is 0; null where it is not within 0 to 10 times the base. */
  break_even: number | null;
}

export interface SimulationAnswer {
  draws: number;
  seed: number;
  npv: Percentiles & { mean: number };
  /** Null where so many draws are never paid back. */
  payback: { p10: number | null; p50: number | null; p90: number | null; never_pct: number };
  monthly_saving: Percentiles;
  loss_probability_pct: number;
  histogram: { from: number; to: number; draws: number }[];
  /** Cumulative flow by month, from month 0. */
  cumulative: Percentiles[];
}

/** One month in a table whose columns a person can add up again. */
export interface FlowRow {
  month: number;
  volume_factor: number;
  adoption_pct: number;
  mirrored_pct: number;
  official_before: number;
  official_after: number;
  relay_bill: number;
  credits_used: number;
  running: number;
  expected_loss: number;
  one_time: number;
  flow: number;
  cumulative: number;
  discount_factor: number;
  present_value: number;
}

/** A scenario with its simulation as pages and the API give them. */
export function roiAnswer(scenario: Scenario, simulation: Simulation): RoiAnswer {
  const found = roi(scenario);
  const flows = found.months.map(({ flow }) => flow);
  return {
    currency: scenario.currency,
    estimate: true,
    investment: found.investment,
    flows,
    cumulative: found.months.map(({ cumulative }) => cumulative),
    sum: found.sum,
    npv: found.npv,
    irr_pct: valueOf(found.irr),
    irr_why: whyOf(found.irr),
    payback_months: valueOf(found.payback),
    payback_why: whyOf(found.payback),
    roi_pct: valueOf(found.simpleRoi),
    roi_why: whyOf(found.simpleRoi),
    tornado: tornado(scenario).map(swingAnswer),
    simulation: simulationAnswer(simulation),
    rows: flowRows(found),
  };
}

/** The months of a scenario, flat; present values sum to the NPV, flows to the sum. */
export function flowRows({ months, discountFactors }: Roi): FlowRow[] {
  return months.map((month, m) => ({
    month: month.month,
    volume_factor: month.volume,
    adoption_pct: month.adoption * 100,
    mirrored_pct: month.mirrored * 100,
    official_before: month.officialBefore,
    official_after: month.officialAfter,
    relay_bill: month.relayBill,
    credits_used: month.credits,
    running: month.running,
    expected_loss: month.expectedLoss,
    one_time: month.oneTime,
    flow: month.flow,
    cumulative: month.cumulative,
    discount_factor: discountFactors[m] ?? 0,
    present_value: month.flow * (discountFactors[m] ?? 0),
  }));
}

/** Infinite paybacks become null: JSON knows no infinity, and never is no number of months. */
export function simulationAnswer({ payback, ...simulation }: Simulation): SimulationAnswer {
  const finite = (months: number): number | null => (Number.isFinite(months) ? months : null);
  return {
    draws: simulation.draws,
    seed: simulation.seed,
    npv: simulation.npv,
    payback: {
      p10: finite(payback.p10),
      p50: finite(payback.p50),
      p90: finite(payback.p90),
      never_pct: simulation.neverPaidBackPct,
    },
    monthly_saving: simulation.monthlySaving,
    loss_probability_pct: simulation.lossProbabilityPct,
    histogram: simulation.bins,
    cumulative: simulation.band,
  };
}

function swingAnswer({ input, base, low, high, npvLow, npvHigh, breakEven }: Swing): SwingAnswer {
  return { input, base, low, high, npv_low: npvLow, npv_high: npvHigh, break_even: breakEven ?? null };
}

function valueOf(found: Found): number | null {
  return 'value' in found ? found.value : null;
}

function whyOf(found: Found): string | null {
  return 'why' in found ? found.why : (found.note ?? null);
}

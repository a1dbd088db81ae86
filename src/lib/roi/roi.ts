import { cashFlows, type CashFlow } from './cash-flows';
import { internalRate } from './irr';
import { payback } from './payback';
import { discountFactors, netPresentValue } from './present-value';
import { investment, type Found, type Scenario } from './scenario';

/** What a scenario comes to (model.md section 9): an estimate, never without its range beside it. */
export interface Roi {
  scenario: Scenario;
  months: CashFlow[];
  /** One per month, from month 0. */
  discountFactors: Float64Array;
  /** I. */
  investment: number;
  /** Σ flow. */
  sum: number;
  npv: number;
  /** Percent a year. */
  irr: Found;
  /** Months. */
  payback: Found;
  /** Σ flow ÷ I, percent. */
  simpleRoi: Found;
}

/** A scenario's flows and what they come to. */
export function roi(scenario: Scenario): Roi {
  const months = cashFlows(scenario);
  const flows = months.map(({ flow }) => flow);
  const factors = discountFactors(scenario.discountRatePct, scenario.horizonMonths);
  const put = investment(scenario);
  const sum = months.at(-1)?.cumulative ?? 0;
  return {
    scenario,
    months,
    discountFactors: factors,
    investment: put,
    sum,
    npv: netPresentValue(flows, factors),
    irr: internalRate(flows),
    payback: payback(months.map(({ cumulative }) => cumulative)),
    simpleRoi: put > 0 ? { value: (sum / put) * 100 } : { why: 'There is no one-time cost to relate it to.' },
  };
}

/** NPV of a scenario alone. */
export function npvOf(scenario: Scenario): number {
  const flows = cashFlows(scenario).map(({ flow }) => flow);
  return netPresentValue(flows, discountFactors(scenario.discountRatePct, scenario.horizonMonths));
}

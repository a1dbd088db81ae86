import type { SavedScenario } from './scenarios';

/** A saved scenario as one line of a table. */
export function flatScenario({ id, name, changed_at, made_on, scenario, result }: SavedScenario) {
  return {
    id,
    name,
    changed_at,
    data_to: made_on?.to ?? null,
    currency: scenario.currency,
    official_monthly: scenario.official_monthly,
    relay_monthly: scenario.relay_monthly,
    investment: result.investment,
    npv: result.npv,
    npv_p10: result.simulation.npv.p10,
    npv_p90: result.simulation.npv.p90,
    loss_probability_pct: result.simulation.loss_probability_pct,
    irr_pct: result.irr_pct,
    payback_months: result.payback_months,
    roi_pct: result.roi_pct,
  };
}

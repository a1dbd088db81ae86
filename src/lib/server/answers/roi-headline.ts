import { roiAnswer } from '$lib/roi/roi-answer';
import { parseScenarioSpec, scenarioOf, type ScenarioSpec } from '$lib/roi/scenario-spec';
import { BadInput } from '$lib/server/api';
import { SAMPLE_PLAN } from '$lib/server/sample/plan';
import type { Filters } from '$lib/usage/filters';
import { facets } from './facets';
import { completed, simulatedInTurns, type Completed } from './roi';
import type { RoutePair } from './savings';
import { movedSince, type Moved } from './scenario-moved';
import { keptScenarios } from './scenarios';

/** What Overview says of the money ahead: estimates, each with its range. */
export interface RoiHeadline {
  currency: string;
  /** The scenario it is of: the one saved last; null for the measured run rate without any plan of one's own. */
  scenario: { id: string; name: string; moved: Moved['what'] | null } | null;
  /** Of today's volume, all of it moved: O − R, with the range of the simulation. */
  monthly_saving: { amount: number; p10: number; p90: number };
  payback: { months: number | null; why: string | null; p10: number | null; p90: number | null };
  npv: { amount: number; p10: number; p90: number };
  horizon_months: number;
  /** Chance that the NPV is below 0, percent. */
  loss_probability_pct: number;
  /** Share of the tokens measured that is in no amount, percent; null for a saved scenario. */
  left_out_pct: number | null;
  /** False where no one-time cost is written down: then payback says nothing yet. */
  has_costs: boolean;
}

/** The headline of the scenario saved last, else of the measured run rate; null where nothing can be measured. */
export async function roiHeadline(filters: Filters, pair: RoutePair): Promise<RoiHeadline | null> {
  const [saved] = await keptScenarios(filters);
  const measured = saved ? undefined : await measuredNow(filters, pair);
  const spec = saved?.scenario ?? measured?.spec;
  if (!spec) return null;
  const scenario = scenarioOf(spec);
  const answer = roiAnswer(scenario, await simulatedInTurns(scenario));
  const { npv, payback, monthly_saving, loss_probability_pct } = answer.simulation;
  return {
    currency: answer.currency,
    scenario: saved
      ? { id: saved.id, name: saved.name, moved: (await movedSince(saved))?.what ?? null }
      : null,
    monthly_saving: {
      amount: scenario.officialMonthly - scenario.relayMonthly,
      p10: monthly_saving.p10,
      p90: monthly_saving.p90,
    },
    payback: { months: answer.payback_months, why: answer.payback_why, p10: payback.p10, p90: payback.p90 },
    npv: { amount: answer.npv, p10: npv.p10, p90: npv.p90 },
    horizon_months: scenario.horizonMonths,
    loss_probability_pct,
    left_out_pct: measured?.measured.left_out?.tokens_pct ?? null,
    has_costs: answer.investment > 0,
  };
}

/** The scenario that a page begins with: the defaults, or the sample company's plan over its own data in its currency. */
export async function startSpec(filters: Filters): Promise<ScenarioSpec> {
  const { sample, hasSample } = await facets(filters);
  const isPlanned = sample && hasSample && filters.currency === SAMPLE_PLAN.currency;
  const parsed = parseScenarioSpec(isPlanned ? SAMPLE_PLAN : { currency: filters.currency });
  if (!parsed.ok)
    throw new Error(`the scenario to begin with cannot be read: ${JSON.stringify(parsed.issues)}`);
  return parsed.value;
}

async function measuredNow(filters: Filters, pair: RoutePair): Promise<Completed | undefined> {
  try {
    return await completed(filters, pair, await startSpec(filters));
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}

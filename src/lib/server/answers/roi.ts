import { setImmediate as nextTurn } from 'node:timers/promises';
import { BadInput } from '$lib/server/api';
import { roiAnswer, type RoiAnswer } from '$lib/roi/roi-answer';
import type { Scenario } from '$lib/roi/scenario';
import {
  fillSpec,
  parseScenarioSpec,
  scenarioOf,
  type FilledSpec,
  type ScenarioSpec,
} from '$lib/roi/scenario-spec';
import { simulate, type Simulation } from '$lib/roi/simulation';
import type { Filters, Parsed } from '$lib/usage/filters';
import { measuredDefaults, runRate, type RunRate } from './run-rate';
import type { RoutePair } from './savings';

/** A scenario with nothing left to be measured: as JSON, and as the model takes it. */
export interface Completed {
  spec: FilledSpec;
  scenario: Scenario;
  /** In the scenario's currency. */
  measured: RunRate;
}

/** An evaluated scenario (api.md "ROI"), with the scenario as it was filled in and where its defaults come from. */
export interface EvaluatedRoi extends RoiAnswer {
  scenario: FilledSpec;
  run_rate: Omit<RunRate, 'savings'> & { basis: NonNullable<RunRate['savings']>['basis'] | null };
}

/** Evaluates a scenario's JSON. Throws BadInput where it cannot be used or needs usage that is not there. */
export async function evaluate(filters: Filters, pair: RoutePair, given: unknown): Promise<EvaluatedRoi> {
  const { spec, scenario, measured } = await completed(filters, pair, checked(parseScenarioSpec(given)));
  const answer = roiAnswer(scenario, await simulatedInTurns(scenario));
  const { savings, ...rest } = measured;
  return { ...answer, scenario: spec, run_rate: { ...rest, basis: savings?.basis ?? null } };
}

/** A scenario with the measured run rate where it leaves amounts out. Throws BadInput where nothing can be measured. */
export async function completed(filters: Filters, pair: RoutePair, spec: ScenarioSpec): Promise<Completed> {
  const payer = { ...filters, currency: spec.currency ?? filters.currency };
  const measured = await runRate(payer, pair);
  const filled = checked(fillSpec(spec, await measuredDefaults(payer, pair, measured)));
  return { spec: filled, scenario: scenarioOf(filled), measured };
}

/** Simulates in chunks, so that other requests are answered in between. */
export async function simulatedInTurns(scenario: Scenario): Promise<Simulation> {
  const running = simulate(scenario);
  for (let step = running.next(); ; step = running.next()) {
    if (step.done) return step.value;
    await nextTurn();
  }
}

function checked<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new BadInput(parsed.issues);
  return parsed.value;
}

import { describe, expect, it } from 'vitest';
import { roiAnswer } from '$lib/roi/roi-answer';
import { SCENARIO_A } from '$lib/roi/roi-fixture';
import { parseScenarioSpec, scenarioOf, type FilledSpec } from '$lib/roi/scenario-spec';
import { simulate, type Simulation } from '$lib/roi/simulation';
import type { SavedScenario } from '$lib/server/answers/scenarios';
import { comparisonRows } from './comparison';

function simulated(spec: FilledSpec): Simulation {
  const running = simulate(scenarioOf(spec));
  for (let step = running.next(); ; step = running.next()) if (step.done) return step.value;
}

function saved(given: object = {}, over: Partial<SavedScenario> = {}): SavedScenario {
  const parsed = parseScenarioSpec({
    currency: 'USD',
    official_monthly: '400',
    relay_monthly: String(SCENARIO_A.relayMonthly.toFixed(12)),
    adoption_pct: [5, 50, 100],
    one_time: '6000',
    billing: { official: 'USD', relay: 'CNY' },
    market_rate: '7.3',
    simulation: { draws: 100 },
    ...given,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const scenario = parsed.value as FilledSpec;
  return {
    id: '1',
    name: 'One',
    changed_at: '2026-07-01T00:00:00Z',
    scenario,
    query: 'home=USD&baseline=official&candidate=relay',
    made_on: null,
    moved: null,
    result: roiAnswer(scenarioOf(scenario), simulated(scenario)),
    ...over,
  };
}

function row(scenarios: SavedScenario[], label: string) {
  const found = comparisonRows(scenarios).find((one) => one.label === label);
  return found && { ...found, values: found.values.map((text) => text.replaceAll('\u00a0', ' ')) };
}

const MADE_ON = {
  from: '2026-06-01',
  to: '2026-07-01',
  last_hour: '2026-06-30T23:00:00Z',
  requests: 1,
  official_monthly: null,
  relay_monthly: null,
};

describe('scenarios beside each other', () => {
  it('differ where their values do, and are shown with as many digits as tell them apart', () => {
    const [one, other] = [saved(), saved()];
    one.result.irr_pct = 27.61;
    other.result.irr_pct = 27.64;
    expect(row([one, other], 'Return a year (IRR)')).toEqual({
      label: 'Return a year (IRR)',
      values: ['27.61 %', '27.64 %'],
      differs: true,
    });
    const finer = [saved({ one_time: '6000.001' }), saved({ one_time: '6000.002' })];
    expect(row(finer, 'Other one-time costs')).toMatchObject({
      values: ['6000.001 USD', '6000.002 USD'],
      differs: true,
    });
    expect(row([saved(), saved()], 'Net present value')).toMatchObject({
      values: ['$1,015.30', '$1,015.30'],
      differs: false,
    });
  });

  it('that differ in a range of their own only show it', () => {
    const pair = [saved({ ranges: { market_rate: { low: 6, high: 8 } } }), saved()];
    expect(comparisonRows(pair).filter(({ differs }) => differs)).toMatchObject([
      { label: 'Own range: market rate', values: ['6.0000 CNY per USD to 8.0000 CNY per USD', '±5 %'] },
    ]);
  });

  it('that differ in the route, what was measured or billing only show it', () => {
    const differing = (over: Partial<SavedScenario>, given: object = {}): string[] =>
      comparisonRows([saved(), saved(given, over)])
        .filter(({ differs }) => differs)
        .map(({ label, values }) => `${label}: ${values[1]}`);
    const query = 'home=USD&baseline=official&candidate=relay-b';
    expect(differing({ query })).toEqual(['Routes: official to relay-b']);
    expect(differing({ query: 'home=USD&model=gpt-4.1&baseline=official&candidate=relay' })).toEqual([
      'Measured with: home USD, model gpt-4.1',
    ]);
    expect(differing({ made_on: MADE_ON })).toEqual(['Days measured: June 2026', 'Data up to: 30 June 2026']);
    const billing = { official: 'USD', relay: 'USD' };
    expect(differing({ result: saved().result }, { billing })).toEqual(['Billing of both routes: USD, USD']);
  });
});

import { describe, expect, it } from 'vitest';
import { fillSpec, parseScenarioSpec, scenarioOf, type MeasuredDefaults } from './scenario-spec';

const MEASURED: MeasuredDefaults = {
  currency: 'CNY',
  officialMonthly: '2920.00',
  relayMonthly: '400',
  billing: { official: 'USD', relay: 'CNY' },
  marketRate: '7.3',
};

function read(given: unknown, measured = MEASURED) {
  const spec = parseScenarioSpec(given);
  const filled = spec.ok ? fillSpec(spec.value, measured) : spec;
  return filled.ok ? { ok: true, value: scenarioOf(filled.value) } : filled;
}

describe('a scenario as JSON', () => {
  it('takes the measured run rate and its defaults where it does not say', () => {
    expect(read({})).toEqual({
      ok: true,
      value: {
        currency: 'CNY',
        horizonMonths: 24,
        discountRatePct: 10,
        growthPct: 0,
        officialMonthly: 2920,
        relayMonthly: 400,
        adoptionPct: [5, 25, 50, 100],
        mirroredPct: [5],
        engineering: { days: 0, dayRate: 0 },
        oneTime: 0,
        monthlyRunning: 0,
        credits: 0,
        outage: { monthlyProbabilityPct: 0, cost: 0 },
        prepaid: { balance: 0, defaultMonthlyProbabilityPct: 0 },
        billing: { official: 'USD', relay: 'CNY' },
        marketRate: 7.3,
        ranges: {},
        simulation: {
          draws: 10_000,
          seed: 1,
          growthSdPct: 2,
          rateSdPct: 3,
          discountSdPct: 5,
          adoptionDelayMonths: 1,
        },
      },
    });
  });

  it('has no delay where the simulation is given without one', () => {
    expect(read({ simulation: { growth_sd_pct: 0 } })).toMatchObject({
      value: { simulation: { growthSdPct: 0, rateSdPct: 3, adoptionDelayMonths: 0 } },
    });
  });

  it('needs amounts where nothing is measured', () => {
    const nothing = { ...MEASURED, officialMonthly: undefined, relayMonthly: undefined };
    const message = 'there is no priced usage in scope to measure it from; give the amount, or upload usage';
    expect(read({ official_monthly: '1' }, nothing)).toEqual({
      ok: false,
      issues: [{ where: 'relay_monthly', message }],
    });
    expect(read({ official_monthly: '1', relay_monthly: '0' }, nothing)).toMatchObject({ ok: true });
  });

  it.each([
    [{ one_time: 6000 }, 'one_time', 'write the amount as text, for example "400"'],
    [{ one_time: '-1' }, 'one_time', 'not an amount of 0 or more with at most 12 places'],
    [{ horizon_months: 121 }, 'horizon_months', 'must be 120 or less'],
    [{ horizon_months: 1.5 }, 'horizon_months', 'must be a whole number'],
    [{ adoption_pct: [] }, 'adoption_pct', 'needs at least one month'],
    [{ adoption_pct: [5, 101] }, 'adoption_pct.1', 'must be 100 or less'],
    [{ outage: { monthly_probability_pct: 1 } }, 'outage.cost', 'needed, but missing'],
    [{ growth: 1 }, 'growth', 'there is no such key'],
    [{ ranges: { growth_pct: { low: 2, high: 1 } } }, 'ranges.growth_pct', 'low must be less than high'],
    [{ ranges: { market_rate: { low: 0, high: 8 } } }, 'ranges.market_rate', 'must be more than 0'],
    [{ ranges: { market_rate: { low: -5, high: 8 } } }, 'ranges.market_rate', 'must be more than 0'],
    [{ ranges: { growth_pct: { low: NaN, high: 8 } } }, 'ranges.growth_pct.low', 'give both ends as numbers'],
    [{ simulation: { draws: 10 } }, 'simulation.draws', 'must be 100 or more'],
    [{ market_rate: '0' }, 'market_rate', 'must be more than 0'],
    [{ start_month: '2026-13' }, 'start_month', 'not a month. Write YYYY-MM'],
    ['24 months', 'body', 'must be an object'],
  ])('refuses %j', (given, where, message) => {
    expect(read(given)).toEqual({ ok: false, issues: [{ where, message }] });
  });
});

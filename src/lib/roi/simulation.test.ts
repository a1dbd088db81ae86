import { describe, expect, it } from 'vitest';
import { npvOf, roi } from './roi';
import { SCENARIO_A, SCENARIO_B } from './roi-fixture';
import type { Scenario } from './scenario';
import { simulate, simulated } from './simulation';

const CERTAIN = {
  draws: 1_000,
  seed: 1,
  growthSdPct: 0,
  rateSdPct: 0,
  discountSdPct: 0,
  adoptionDelayMonths: 0,
};

const RISKY: Scenario = {
  ...SCENARIO_B,
  outage: { monthlyProbabilityPct: 10, cost: 8_000 },
  prepaid: { balance: 5_000, defaultMonthlyProbabilityPct: 2 },
};

describe('simulate', () => {
  it('is the closed form where spreads are 0, losses at their mean', () => {
    for (const scenario of [SCENARIO_A, SCENARIO_B, RISKY]) {
      const { npv, payback, lossProbabilityPct, bins, band } = simulated({
        ...scenario,
        simulation: CERTAIN,
      });
      const exact = roi(scenario);
      for (const one of [npv.p10, npv.p50, npv.p90, npv.mean]) expect(one).toBeCloseTo(exact.npv, 6);
      expect(exact.payback).toMatchObject({ value: expect.closeTo(payback.p50, 9) as number });
      expect(lossProbabilityPct).toBe(0);
      expect(bins).toEqual([{ from: npv.p50, to: npv.p50, draws: 1_000 }]);
      exact.months.forEach(({ cumulative }, m) => expect(band[m]?.p90).toBeCloseTo(cumulative, 6));
    }
  });

  it('gives the same answer for the same seed, another for another', () => {
    const again = simulated(SCENARIO_A);
    expect(simulated(SCENARIO_A)).toEqual(again);
    const other = simulated({ ...SCENARIO_A, simulation: { ...SCENARIO_A.simulation, seed: 2 } });
    expect(other.npv.p50).not.toBe(again.npv.p50);
  });

  it('has its middle near the scenario itself, ends on either side, and every draw in a bin', () => {
    const { npv, bins, draws } = simulated(SCENARIO_B);
    const exact = npvOf(SCENARIO_B);
    expect(npv.p10).toBeLessThan(exact);
    expect(npv.p90).toBeGreaterThan(exact);
    expect(Math.abs(npv.p50 - exact) / exact).toBeLessThan(0.05);
    expect(bins.reduce((sum, bin) => sum + bin.draws, 0)).toBe(draws);
  });

  it('draws losses so that their mean is the expected loss: 10 % × 8,000 + 2 % × 5,000 = 900 a month', () => {
    const spread = { ...CERTAIN, draws: 20_000, discountSdPct: 0.0001 };
    const { npv } = simulated({ ...RISKY, simulation: spread });
    const exact = npvOf(RISKY);
    expect(npv.p10).toBeLessThan(exact - 1_000);
    expect(Math.abs(npv.mean - exact) / exact).toBeLessThan(0.002);
  });

  it('moves a dollar bill not at all and a yuan bill with the rate, for a dollar payer', () => {
    const rateOnly = { ...CERTAIN, rateSdPct: 5 };
    const inYuan = simulated({ ...SCENARIO_A, simulation: rateOnly });
    expect(inYuan.monthlySaving.p90 - inYuan.monthlySaving.p10).toBeGreaterThan(1);
    const inDollars = { ...SCENARIO_A, billing: { official: 'USD', relay: 'USD' }, simulation: rateOnly };
    const fixed = simulated(inDollars).monthlySaving;
    expect(fixed.p10).toBe(fixed.p90);
  });

  it('a late ramp costs: at a mean delay of 6 months scenario A pays back later and may not at all', () => {
    const late = simulated({ ...SCENARIO_A, simulation: { ...CERTAIN, adoptionDelayMonths: 6 } });
    expect(late.payback.p50).toBeGreaterThan(18.838889);
    expect(late.payback.p90).toBe(Infinity);
    expect(late.neverPaidBackPct).toBeGreaterThan(10);
    expect(late.lossProbabilityPct).toBeGreaterThan(10);
  });

  it('tells how far it is, never backwards, and can be left at any step', () => {
    const shares: number[] = [];
    const running = simulate(SCENARIO_A);
    for (let step = running.next(); !step.done; step = running.next()) shares.push(step.value);
    expect(shares).toHaveLength(19);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
  });
});

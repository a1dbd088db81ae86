import { describe, expect, it } from 'vitest';
import { roi } from './roi';
import { SCENARIO_A, SCENARIO_B } from './roi-fixture';
import type { Scenario } from './scenario';

const flowsOf = (scenario: Scenario): number[] => roi(scenario).months.map(({ flow }) => flow);

describe('scenario A', () => {
  it('has the first flows that hand arithmetic gives', () => {
    // month 1: 0.05 × 400 − (0.05 + 0.05) × 400 ÷ 7.3 = 20 − 5.4795; month 3 on: 400 − 54.7945
    const first = flowsOf(SCENARIO_A).slice(0, 4);
    [-6000, 14.5205, 172.6027, 345.2055].forEach((flow, m) => expect(first[m]).toBeCloseTo(flow, 4));
  });

  it('comes to the figures of the model to six digits', () => {
    const found = roi(SCENARIO_A);
    expect(found.months).toHaveLength(25);
    expect(found.sum).toBeCloseTo(1781.643836, 6);
    expect(found.npv).toBeCloseTo(1015.296553, 6);
    expect(found.irr).toEqual({ value: expect.closeTo(27.6255, 4) as number });
    expect(found.payback).toEqual({ value: expect.closeTo(18.838889, 6) as number });
    // 1,781.643836 ÷ 6,000
    expect(found.simpleRoi).toEqual({ value: expect.closeTo(29.694064, 6) as number });
  });
});

describe('scenario B', () => {
  it('has the first flows that hand arithmetic gives', () => {
    // month 1: 600 − (0.1 × 1,806.4288 − 100 of credits) − 400
    const first = flowsOf(SCENARIO_B).slice(0, 5);
    [-18000, 119.3571, 2250.3285, 5112.6833, 11066.3813].forEach((flow, m) =>
      expect(first[m]).toBeCloseTo(flow, 4),
    );
  });

  it('comes to the figures of the model to six digits', () => {
    const found = roi(SCENARIO_B);
    expect(found.sum).toBeCloseTo(347653.426312, 6);
    expect(found.npv).toBeCloseTo(299315.670638, 6);
    expect(found.irr).toEqual({ value: expect.closeTo(3529.4891, 4) as number });
    expect(found.payback).toEqual({ value: expect.closeTo(3.950413, 6) as number });
  });
});

describe('figures that do not exist', () => {
  it('no rate of return and no payback where nothing is put in', () => {
    const found = roi({ ...SCENARIO_A, oneTime: 0 });
    expect(found.irr).toEqual({ why: 'Nothing is put in first, so there is no rate of return on it.' });
    expect(found.payback).toEqual({ why: 'There is no cost to pay back.' });
    expect(found.simpleRoi).toEqual({ why: 'There is no one-time cost to relate it to.' });
  });

  it('no rate of return where nothing comes back, and no payback', () => {
    const found = roi({ ...SCENARIO_A, relayMonthly: 500 });
    expect(found.irr).toEqual({
      why: 'Nothing comes back within 24 months, so there is no rate of return.',
    });
    expect(found.payback).toEqual({ why: 'Not paid back within 24 months.' });
  });

  it('a payback one month beyond the horizon is none: A without its last months', () => {
    expect(roi({ ...SCENARIO_A, horizonMonths: 18 }).payback).toHaveProperty('why');
    expect(roi({ ...SCENARIO_A, horizonMonths: 19 }).payback).toEqual({
      value: expect.closeTo(18.838889, 6) as number,
    });
  });
});

describe('costs and risks', () => {
  it('engineering days × day rate come on the other one-time costs', () => {
    const found = roi({ ...SCENARIO_A, oneTime: 1_000, engineering: { days: 10, dayRate: 500 } });
    expect(found.investment).toBe(6_000);
    expect(found.npv).toBeCloseTo(1015.296553, 6);
  });

  it('losses are taken at their mean each month: 2 % × 1,000 + 1 % × 300 = 23', () => {
    const risky = {
      ...SCENARIO_A,
      outage: { monthlyProbabilityPct: 2, cost: 1_000 },
      prepaid: { balance: 300, defaultMonthlyProbabilityPct: 1 },
    };
    const [, first] = flowsOf(risky);
    expect(first).toBeCloseTo(14.520548 - 23, 6);
    expect(roi(risky).sum).toBeCloseTo(1781.643836 - 24 * 23, 6);
  });

  it('credits pay the relay until they are spent: 100 of credits are 100 of flow', () => {
    const credits = roi({ ...SCENARIO_A, credits: 100 });
    // 5.48 in month 1, 27.40 in month 2, 54.79 in month 3, the rest of 12.33 in month 4
    const used = credits.months.map((month) => month.credits);
    expect(used.slice(1, 6).map((amount) => amount.toFixed(2))).toEqual([
      '5.48',
      '27.40',
      '54.79',
      '12.33',
      '0.00',
    ]);
    expect(credits.sum).toBeCloseTo(1881.643836, 6);
  });
});

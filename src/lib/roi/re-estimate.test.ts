import { describe, expect, it } from 'vitest';
import { roi } from './roi';
import { SCENARIO_A } from './roi-fixture';
import { reEstimatedPayback } from './re-estimate';

/** 600 put in, 100 saved a month from the first on: paid back after 6 months. */
const PLAN = {
  ...SCENARIO_A,
  officialMonthly: 150,
  relayMonthly: 50,
  adoptionPct: [100],
  mirroredPct: [],
  oneTime: 600,
};

describe('reEstimatedPayback', () => {
  it('is that of the plan while nothing has happened', () => {
    expect(reEstimatedPayback(PLAN, [])).toEqual(roi(PLAN).payback);
    expect(reEstimatedPayback(PLAN, [])).toEqual({ value: 6 });
  });

  it('takes what happened, then the plan at the share it has reached: 100 + 50, then 50 a month', () => {
    // 600 − 150 = 450 left, at 50 a month 9 months more
    expect(reEstimatedPayback(PLAN, [100, 50])).toEqual({ value: 11 });
  });

  it('is none where the last month lost money', () => {
    expect(reEstimatedPayback(PLAN, [100, -20])).toEqual({ why: 'Not paid back within 24 months.' });
  });

  it('keeps running costs: 60 less 10 a month is 12 months', () => {
    expect(reEstimatedPayback({ ...PLAN, monthlyRunning: 10 }, [60])).toEqual({ value: 12 });
  });
});

import type { Scenario } from './scenario';

/** Scenario A of the model's document: $400 a month official, the relay at ¥1 for 1 USD of credit bought at 7.3. */
export const SCENARIO_A: Scenario = {
  currency: 'USD',
  horizonMonths: 24,
  discountRatePct: 10,
  growthPct: 0,
  officialMonthly: 400,
  relayMonthly: 400 / 7.3,
  adoptionPct: [5, 50, 100],
  mirroredPct: [5],
  engineering: { days: 0, dayRate: 0 },
  oneTime: 6_000,
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
    adoptionDelayMonths: 0,
  },
};

/** Scenario B: growth, a slower ramp, running costs, credits. */
export const SCENARIO_B: Scenario = {
  ...SCENARIO_A,
  discountRatePct: 12,
  growthPct: 4,
  officialMonthly: 12_000,
  relayMonthly: (12_000 / 6.7758) * 1.02,
  adoptionPct: [5, 25, 50, 100],
  oneTime: 18_000,
  monthlyRunning: 400,
  credits: 100,
  marketRate: 6.7758,
};

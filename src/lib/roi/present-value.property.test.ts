import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roi } from './roi';
import { SCENARIO_A } from './roi-fixture';
import type { Scenario } from './scenario';

/**
 * NPV a second way: straight from the definition in closed sums, without walking the months. Discounting by month is
 * (1 + d)^(−1/12) each; the bill of a month is paid by what is left of the credits after all earlier bills.
 */
function npvAgain(s: Scenario): number {
  const months = Array.from({ length: s.horizonMonths }, (_, i) => i + 1);
  const a = (m: number): number => (s.adoptionPct[Math.min(m, s.adoptionPct.length) - 1] ?? 0) / 100;
  const p = (m: number): number => (m <= s.mirroredPct.length ? (s.mirroredPct[m - 1] ?? 0) : 0) / 100;
  const v = (m: number): number => Math.exp((m - 1) * Math.log1p(s.growthPct / 100));
  const gross = (m: number): number => (a(m) + p(m)) * s.relayMonthly * v(m);
  let sum = 0;
  const billed = [0, ...months.map((m) => (sum += gross(m)))];
  const paidBy = (m: number): number => Math.max(0, (billed[m] ?? 0) - s.credits);
  const loss =
    (s.outage.cost * s.outage.monthlyProbabilityPct +
      s.prepaid.balance * s.prepaid.defaultMonthlyProbabilityPct) /
    100;
  const perMonth = Math.log1p(s.discountRatePct / 100) / 12;
  return months.reduce(
    (npv, m) => {
      const stays = (1 - a(m)) * s.officialMonthly * v(m);
      const bill = paidBy(m) - paidBy(m - 1);
      return (
        npv + (s.officialMonthly * v(m) - stays - bill - s.monthlyRunning - loss) * Math.exp(-perMonth * m)
      );
    },
    -(s.oneTime + s.engineering.days * s.engineering.dayRate),
  );
}

const amount = (max: number): fc.Arbitrary<number> => fc.double({ min: 0, max, noNaN: true });
const pct = fc.double({ min: 0, max: 100, noNaN: true });

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  currency: fc.constant('USD'),
  horizonMonths: fc.integer({ min: 1, max: 60 }),
  discountRatePct: amount(200),
  growthPct: fc.double({ min: -20, max: 20, noNaN: true }),
  officialMonthly: amount(1e6),
  relayMonthly: amount(1e6),
  adoptionPct: fc.array(pct, { minLength: 1, maxLength: 24 }),
  mirroredPct: fc.array(pct, { maxLength: 6 }),
  engineering: fc.record({ days: amount(200), dayRate: amount(2_000) }),
  oneTime: amount(1e5),
  monthlyRunning: amount(1e4),
  credits: amount(1e4),
  outage: fc.record({ monthlyProbabilityPct: pct, cost: amount(1e5) }),
  prepaid: fc.record({ balance: amount(1e5), defaultMonthlyProbabilityPct: pct }),
  billing: fc.constant(SCENARIO_A.billing),
  marketRate: fc.constant(7.3),
  ranges: fc.constant({}),
  simulation: fc.constant(SCENARIO_A.simulation),
});

it('NPV equals a second way of working it out on 10,000 random scenarios', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const found = roi(scenario);
      const scale = found.months.reduce((sum, one) => sum + Math.abs(one.flow) + one.officialBefore, 1);
      expect(Math.abs(found.npv - npvAgain(scenario)) / scale).toBeLessThan(1e-12);
    }),
    { numRuns: 10_000, seed: 4 },
  );
}, 60_000);

import { describe, expect, it } from 'vitest';
import { npvOf } from './roi';
import { SCENARIO_A, SCENARIO_B } from './roi-fixture';
import { atMarket } from './scenario';
import { tornado } from './tornado';

const swing = (scenario: typeof SCENARIO_A, input: string) =>
  tornado(scenario).find((one) => one.input === input)!;

describe('tornado', () => {
  it('moves an input by 20 % either way, the market rate by 5 %', () => {
    expect(swing(SCENARIO_A, 'one_time')).toMatchObject({ base: 6_000, low: 4_800, high: 7_200 });
    const rate = swing(SCENARIO_A, 'market_rate');
    expect([rate.low, rate.high].map((value) => value.toFixed(4))).toEqual(['6.9350', '7.6650']);
  });

  it('a one-time cost moves the NPV by itself: 1,015.296553 ± 1,200', () => {
    const { npvLow, npvHigh, breakEven } = swing(SCENARIO_A, 'one_time');
    expect(npvLow).toBeCloseTo(2215.296553, 6);
    expect(npvHigh).toBeCloseTo(-184.703447, 6);
    expect(breakEven).toBeCloseTo(7015.296553, 6);
  });

  it('ranks by swing and leaves out what is 0', () => {
    const swings = tornado(SCENARIO_B);
    const widths = swings.map((one) => one.swing);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(tornado(SCENARIO_A).map(({ input }) => input)).not.toContain('growth_pct');
    expect(swings.map(({ input }) => input)).toContain('growth_pct');
  });

  it('takes the range that a scenario gives, also from 0', () => {
    const { low, high, npvLow, npvHigh } = swing(
      { ...SCENARIO_A, ranges: { growth_pct: { low: -2, high: 3 } } },
      'growth_pct',
    );
    expect([low, high]).toEqual([-2, 3]);
    expect(npvLow).toBeCloseTo(npvOf({ ...SCENARIO_A, growthPct: -2 }), 9);
    expect(npvHigh).toBeCloseTo(npvOf({ ...SCENARIO_A, growthPct: 3 }), 9);
  });

  it('adoption ends at 100 %', () => {
    expect(swing(SCENARIO_A, 'adoption_pct')).toMatchObject({ base: 100, low: 80, high: 100 });
  });

  it('moves mirrored traffic that begins in a later month', () => {
    const bar = swing({ ...SCENARIO_A, mirroredPct: [0, 5] }, 'mirrored_pct');
    expect(bar).toMatchObject({ base: 5, low: 4, high: 6 });
    // 1 % of the relay's month at 10 % a year: 400 ÷ 7.3 × 0.01 ÷ 1.1^(2/12) either way
    const moved = ((400 / 7.3) * 0.01) / 1.1 ** (2 / 12);
    expect(bar.npvLow - bar.npvHigh).toBeCloseTo(2 * moved, 9);
  });

  it('every break-even makes the NPV 0', () => {
    const { breakEven } = swing(SCENARIO_B, 'official_monthly');
    expect(npvOf({ ...SCENARIO_B, officialMonthly: breakEven! })).toBeCloseTo(0, 4);
  });
});

describe('atMarket', () => {
  it('a dollar payer pays a yuan bill with fewer dollars when a dollar buys more yuan', () => {
    expect(atMarket(SCENARIO_A, 2)).toMatchObject({ officialMonthly: 400, relayMonthly: 200 / 7.3 });
  });

  it('a yuan payer pays more for a dollar bill', () => {
    const inYuan = { ...SCENARIO_A, currency: 'CNY', officialMonthly: 2_920, relayMonthly: 400 };
    expect(atMarket(inYuan, 2)).toMatchObject({ officialMonthly: 5_840, relayMonthly: 400 });
  });

  it('a euro payer pays a yuan bill with fewer euros, a dollar bill as before', () => {
    const inEuro = { ...SCENARIO_A, currency: 'EUR', officialMonthly: 360, relayMonthly: 50 };
    expect(atMarket(inEuro, 2)).toMatchObject({ officialMonthly: 360, relayMonthly: 25 });
  });
});

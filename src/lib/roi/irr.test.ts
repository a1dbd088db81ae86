import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { internalRate, signChanges } from './irr';

/** Σ flow ÷ (1 + i)^m with i a month from a yearly percentage. */
function valueAt(flows: number[], yearlyPct: number): number {
  const monthly = (1 + yearlyPct / 100) ** (1 / 12);
  return flows.reduce((sum, flow, m) => sum + flow / monthly ** m, 0);
}

describe('internalRate', () => {
  it('of 100 put in and 112.6825 back after a year is 1 % a month', () => {
    const flows = [-100, ...Array.from({ length: 11 }, () => 0), 100 * 1.01 ** 12];
    expect(internalRate(flows)).toEqual({ value: expect.closeTo((1.01 ** 12 - 1) * 100, 9) as number });
  });

  it('is negative where less comes back than was put in', () => {
    // 100 put in, 81 back after two months: 0.9² = 0.81, so −10 % a month
    expect(internalRate([-100, 0, 81])).toEqual({
      value: expect.closeTo((0.9 ** 12 - 1) * 100, 9) as number,
    });
  });

  it('makes the value of the flows 0, whatever they are', () => {
    const flow = fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(fc.array(flow, { minLength: 2, maxLength: 60 }), (flows) => {
        const found = internalRate(flows);
        if (!('value' in found)) return;
        const scale = flows.reduce((sum, one, m) => {
          const monthly = (1 + found.value / 100) ** (1 / 12);
          return sum + Math.abs(one) / monthly ** m;
        }, 0);
        // Beyond 10¹⁰ % a year the yearly figure itself is too coarse to put back.
        if (Math.abs(Math.log1p(found.value / 100)) > 20) return;
        expect(Math.abs(valueAt(flows, found.value)) / scale).toBeLessThan(1e-6);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it('names several rates instead of one: −1, 2.3, −1.32 has its roots at 10 % and 20 % a month', () => {
    // −1 + 2.3 ÷ 1.1 − 1.32 ÷ 1.21 = 0, and the same at 1.2
    const found = internalRate([-100, 230, -132]);
    expect(found).toEqual({
      why: `The flows change sign 2 times: ${((1.1 ** 12 - 1) * 100).toFixed(2)} %, ${((1.2 ** 12 - 1) * 100).toFixed(2)} % a year all make their value 0. Judge by the net present value.`,
    });
  });

  it('gives the only rate with a note where the flows change sign more than once', () => {
    // −100 + 20x − 5x² + 150x³ rises everywhere: its slope 20 − 10x + 450x² has no root
    const found = internalRate([-100, 20, -5, 150]);
    expect(found).toMatchObject({
      note: 'The flows change sign 3 times, yet only this rate makes their value 0.',
    });
  });

  it('finds a rate however far: −5 + 400x − 200x² + 400x³ is 0 at x = 1 ÷ 79.51', () => {
    // 400x³ − 200x² + 400x rises everywhere (its slope 1,200x² − 400x + 400 has no root), so there is one
    const found = internalRate([-5, 400, -200, 400]);
    expect(found).toMatchObject({
      note: 'The flows change sign 3 times, yet only this rate makes their value 0.',
    });
    const x = 1 / (1 + ('value' in found ? found.value : 0) / 100) ** (1 / 12);
    expect(1 / x).toBeCloseTo(79.51, 2);
    expect(-5 + 400 * x - 200 * x ** 2 + 400 * x ** 3).toBeCloseTo(0, 9);
  });

  it('finds a rate at which nearly all is lost in a month as well', () => {
    // (5 ÷ 400)¹² is about 10⁻²³, so a year loses 100 % to the last digit of a double
    expect(internalRate([-400, 200, -400, 5])).toMatchObject({ value: -100 });
  });

  it('says that there is none where the value never is 0', () => {
    // −1 + 2x − 1.5x² has no real root: 4 − 6 < 0
    expect(internalRate([-100, 200, -150])).toEqual({
      why: 'The flows change sign 2 times, and no rate makes their value 0.',
    });
  });

  it('has nothing to say of nothing', () => {
    expect(internalRate([0, 0, 0])).toEqual({ why: 'Nothing is put in and nothing comes back.' });
  });
});

describe('signChanges', () => {
  it('does not count zeros', () => {
    expect(signChanges([-1, 0, 0, 2, 0, 3])).toBe(1);
    expect(signChanges([-1, 0, -1])).toBe(0);
    expect(signChanges([-1, 1, -1, 1])).toBe(3);
  });
});

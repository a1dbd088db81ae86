import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalToPico, divideHalfEven, picoToDecimal, roundForDisplay } from './money';

describe('money', () => {
  it('is exact at twelve places', () => {
    expect(decimalToPico('0.1') * 3n).toBe(decimalToPico('0.3'));
    expect(picoToDecimal(decimalToPico('-400'))).toBe('-400.000000000000');
    expect(() => decimalToPico('0.0000000000001')).toThrow(RangeError);
    expect(() => decimalToPico('1e3')).toThrow(RangeError);
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), (n) => decimalToPico(picoToDecimal(n)) === n),
    );
  });

  it('rounds half to even, and only for display', () => {
    expect(roundForDisplay(decimalToPico('0.125'), 2)).toBe('0.12');
    expect(roundForDisplay(decimalToPico('0.135'), 2)).toBe('0.14');
    expect(roundForDisplay(decimalToPico('-0.125'), 2)).toBe('-0.12');
    expect(roundForDisplay(decimalToPico('2.5'), 0)).toBe('2');
    expect(roundForDisplay(decimalToPico('0.999999999999'), 2)).toBe('1.00');
    expect(divideHalfEven(-7n, 2n)).toBe(-4n);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut } from './share-out';

describe('shareOut', () => {
  it('gives what is left over to the largest remainders', () => {
    // 10 over 1 : 1 : 1 is 3.33 each; the one left goes to the first of equals
    expect(shareOut(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n]);
    // 10 over 1 : 2 : 4 is 1.43, 2.86, 5.71: two left, for .86 and .71
    expect(shareOut(10n, [1n, 2n, 4n])).toEqual([1n, 3n, 6n]);
  });

  it('shares a credit as it shares a charge', () => {
    expect(shareOut(-10n, [1n, 2n, 4n])).toEqual([-1n, -3n, -6n]);
  });

  it('shares equally where no weight is known, and gives nothing to a weight of 0 beside others', () => {
    expect(shareOut(5n, [0n, 0n])).toEqual([3n, 2n]);
    expect(shareOut(5n, [0n, 7n])).toEqual([0n, 5n]);
  });

  it('always sums to the amount', () => {
    const weights = fc.array(fc.bigInt(0n, 10n ** 20n), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 25n), 10n ** 25n), weights, (amount, parts) => {
        const shares = shareOut(amount, parts);
        return shares.length === parts.length && shares.reduce((sum, share) => sum + share, 0n) === amount;
      }),
    );
  });
});

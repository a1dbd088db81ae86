import { describe, expect, it } from 'vitest';
import { signsDiffer, strataDisagree, verdictOf } from './delta-verdict';

describe('verdictOf', () => {
  it('is faster or slower where the interval leaves 0 out', () => {
    expect(verdictOf({ value: -47, interval: { low: -60, high: -1 } }, 1)).toBe('faster');
    expect(verdictOf({ value: 47, interval: { low: 1, high: 60 } }, 1)).toBe('slower');
    expect(verdictOf({ value: -47, interval: { low: -60, high: 0 } }, 1)).toBe('no difference shown');
    expect(verdictOf({ value: 0, interval: { low: 0, high: 0 } }, 1)).toBe('no difference shown');
  });

  it('is neither without an interval', () => {
    expect(verdictOf({ value: -47 }, 1)).toBe('too short a time');
    expect(verdictOf({ value: -47 }, 0.4)).toBe('not comparable');
  });

  it('needs half of the baseline’s traffic in common strata', () => {
    const delta = { value: -47, interval: { low: -60, high: -1 } };
    expect(verdictOf(delta, 0.499)).toBe('not comparable');
    expect(verdictOf(delta, 0.5)).toBe('faster');
    expect(verdictOf(undefined, 1)).toBe('not comparable');
  });
});

describe('signsDiffer', () => {
  it('leaves differences alone that are finer than sketches', () => {
    expect(signsDiffer(-20, 30, 1000)).toBe(true);
    expect(signsDiffer(-4, 30, 1000)).toBe(false); // under 0.5 % of 1,000 ms
    expect(signsDiffer(20, 30, 1000)).toBe(false);
    expect(signsDiffer(0, 30, 1000)).toBe(false);
  });
});

describe('strataDisagree', () => {
  it('takes a tenth of the traffic each way', () => {
    expect(strataDisagree({ faster: 0.6, slower: 0.1 })).toBe(true);
    expect(strataDisagree({ faster: 0.6, slower: 0.09 })).toBe(false);
    expect(strataDisagree({ faster: 0, slower: 1 })).toBe(false);
  });
});

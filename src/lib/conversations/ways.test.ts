import { describe, expect, it } from 'vitest';
import { estimateWay, type WaysOfKind } from './ways';

/** 1,000 tokens for 8, of which 400 tokens for 2 were looked at; the window sends 300 of them for 1. */
const LOOKED: WaysOfKind = {
  actual: { prompt: 1000, cost: 8 },
  sent: { as_is: { prompt: 400, cost: 2 }, window: { prompt: 300, cost: 1 } },
};

describe('what another way of sending would cost', () => {
  it('is the truth × the ratio over what was looked at', () => {
    // 1,000 × 300 ÷ 400 tokens, 8 × 1 ÷ 2 of cost.
    expect(estimateWay([LOOKED], 'window')).toEqual({ prompt: 750, cost: 4 });
  });
  it('is the truth itself as it was sent', () => {
    expect(estimateWay([LOOKED], 'as_is')).toEqual({ prompt: 1000, cost: 8 });
  });
  it('goes by the others where nothing of a kind was looked at', () => {
    const unseen: WaysOfKind = { actual: { prompt: 100, cost: 6 }, sent: {} };
    expect(estimateWay([LOOKED, unseen], 'window')).toEqual({ prompt: 750 + 75, cost: 4 + 3 });
  });
  it('has no cost where nothing has a price', () => {
    const unpriced: WaysOfKind = {
      actual: { prompt: 100, cost: undefined },
      sent: { as_is: { prompt: 100, cost: undefined }, window: { prompt: 40, cost: undefined } },
    };
    expect(estimateWay([unpriced], 'window')).toEqual({ prompt: 40, cost: undefined });
    expect(estimateWay([LOOKED, unpriced], 'window')).toEqual({ prompt: 790, cost: 4 });
  });
  it('is nothing of nothing', () => {
    expect(estimateWay([], 'window')).toEqual({ prompt: 0, cost: undefined });
  });
});

import { describe, expect, it } from 'vitest';
import type { WhatIf } from '$lib/server/answers/conversations-answer';
import { sampledCaption, sampledPct } from './conversation-words';

const way = (sampled_pct: number): WhatIf => ({
  ...{ id: 'window', name: 'rolling window of 10', assumption: '' },
  ...{ prompt_tokens: 1, prompt_tokens_low: 1, prompt_tokens_high: 1, sent_tokens: 1 },
  ...{ cost: '1', cost_low: '1', cost_high: '1', saving: '0', saving_pct: 0, sampled_pct },
});

describe('what estimates of other ways to send are from', () => {
  it('is said where it is a part of the conversations: 1,563 of 100,000', () => {
    const answer = { sampled: { every: 64, conversations: 1563 }, what_if: [way(100), way(1.563)] };
    expect(sampledPct(answer)).toBe(1.563);
    expect(sampledCaption(answer).replaceAll('\u00a0', ' ')).toBe(
      ' Worked out from one in 64 conversations (1,563, 1.6 %) and put to all: how far these may differ from the others is not in the range.',
    );
  });

  it('is not where it is all of them', () => {
    expect(sampledCaption({ sampled: { every: 1, conversations: 3 }, what_if: [way(100)] })).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import type { BridgeAnswer, BridgePeriod } from '$lib/server/answers/bridge-answer';
import { bridgeCautions, bridgeMissing } from './bridge-words';

const period = (change: Partial<BridgePeriod>): BridgePeriod => ({
  from: '2026-05-01',
  to: '2026-06-01',
  days: 31,
  days_with_data: 31,
  partial: false,
  unpriced_tokens: 0,
  unrated_requests: 0,
  unrated_tokens: 0,
  ...change,
});
const bridge = (before: Partial<BridgePeriod>, after: Partial<BridgePeriod>, known = true): BridgeAnswer =>
  ({
    before: period(before),
    after: period({ from: '2026-06-01', to: '2026-07-01', days: 30, days_with_data: 30, ...after }),
    totals: { before: known ? '1' : null, after: '1', difference: null, parts: null },
  }) as unknown as BridgeAnswer;

/** With plain spaces. */
const cautions = (answer: BridgeAnswer): string[] =>
  bridgeCautions(answer).map((text) => text.replaceAll('\u00a0', ' '));

describe('bridgeCautions', () => {
  it('says that periods differ in length, unless one is cut: then that says more', () => {
    expect(cautions(bridge({}, {}))).toEqual(['The periods are of different length: 31 days and 30 days.']);
    expect(cautions(bridge({}, { partial: true, days_with_data: 12 }))).toEqual([
      'Incomplete: the data covers 12 of the 30 days of June 2026.',
    ]);
  });

  it('says what is in no amount', () => {
    expect(
      cautions(bridge({ days: 30, unpriced_tokens: 5 }, { unrated_requests: 1, unrated_tokens: 70 })),
    ).toEqual([
      '5 tokens of May 2026 without a price are in no amount.',
      '1 request (70 tokens) of June 2026 on days without an exchange rate are in no amount.',
    ]);
  });
});

describe('bridgeMissing', () => {
  it.each([
    [{ unrated_tokens: 3 }, /No exchange rate is known for May 2026/],
    [{ unrated_requests: 3, unpriced_tokens: 1 }, /No exchange rate is known for May 2026/],
    [{ unpriced_tokens: 1 }, /None of the usage of May 2026 has a price/],
    [{ days_with_data: 0 }, /The data has nothing in May 2026/],
    [{}, /Nothing in May 2026 fits these filters/],
  ])('says why there is no base: %o', (before, why) => {
    expect(bridgeMissing(bridge(before, {}, false))).toMatch(why);
  });
});

import { describe, expect, it } from 'vitest';
import type { BridgeAnswer } from '$lib/server/answers/bridge-answer';
import { bridgeParts, bridgeSteps, bridgeSummary } from './bridge-steps';

const PARTS = {
  volume: '56.000000000000',
  mix: '0.000000000000',
  price: '-0.001792385816',
  exchange_rate: '1.600000000000',
  fees_and_taxes: '0.000000000000',
  new_models: '0.000000000000',
  vanished_models: '-4.000000000000',
  not_comparable: '0.000000000000',
  other_charges: '0.000000000000',
};

// 60 + 56 − 0.001792385816 + 1.6 − 4 = 113.598207614184
const answer = {
  currency: 'CNY',
  before: { from: '2026-05-01', to: '2026-06-01' },
  after: { from: '2026-06-01', to: '2026-07-01' },
  per_day: false,
  rows: [],
  totals: {
    before: '60.000000000000',
    after: '113.598207614184',
    difference: '53.598207614184',
    parts: PARTS,
  },
} as unknown as BridgeAnswer;

describe('bridgeSteps', () => {
  it('go from the compared period to the other, and say small parts in full', () => {
    expect(bridgeSteps(answer).map(({ label, text }) => [label, text])).toEqual([
      ['May 2026', '¥60.00'],
      ['Volume', '+¥56.00'],
      ['Mix', '0'],
      ['Price', '−¥0.00179'],
      ['Exchange rate', '+¥1.60'],
      ['Fees and taxes', '0'],
      ['Models no longer used', '−¥4.00'],
      ['June 2026', '¥114'],
    ]);
  });

  it('show a line of its own wherever a row has something on it', () => {
    const row = { ...answer.totals, parts: { ...PARTS, other_charges: '2.5' } } as never;
    expect(bridgeParts({ ...answer, rows: [row] })).toContain('other_charges');
    expect(bridgeParts(answer)).not.toContain('other_charges');
  });

  it('are none where a period has no cost', () => {
    const totals = { before: null, after: '1', difference: null, parts: null };
    expect(bridgeSteps({ ...answer, totals })).toEqual([]);
  });
});

describe('bridgeSummary', () => {
  it('says what changed something, and that it is per day where it is', () => {
    expect(bridgeSummary({ ...answer, per_day: true })).toBe(
      'From ¥60.00 a day in May 2026 to ¥114 a day in June 2026: volume +¥56.00, price −¥0.00179, exchange rate +¥1.60, models no longer used −¥4.00.',
    );
  });
});

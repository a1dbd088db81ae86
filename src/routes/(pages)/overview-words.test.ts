import { describe, expect, it } from 'vitest';
import { savingSteps, savingSummary } from '$lib/charts/saving-steps';
import type { AnswerPart } from '$lib/components/answer-part';
import type { SavingsAnswer, SavingsAnswerFigures } from '$lib/exchange/savings-answer';
import { overviewSentence } from './overview-words';

const zero = '0.000000000000';

function savings(totals: Partial<SavingsAnswerFigures>): SavingsAnswer {
  const route = { id: 'official', name: 'Official', kind: 'official' as const, credit_lots: 0, terms: null };
  return {
    currency: 'CNY',
    basis: {
      prices_as_of: '2026-06-01',
      rate: {
        policy: 'daily',
        base: 'USD',
        quote: 'CNY',
        latest: '6.7996',
        of: '2026-05',
        source: 'a source',
        age_days: 0,
        stale: false,
        stale_tokens: 0,
        oldest: null,
        missing: [],
      },
      unpriced_requests: 0,
      partly_unpriced_requests: 0,
      unpriced_tokens: 0,
      tier_unknown_requests: 0,
      time_unknown_requests: 0,
      credit_lots: [],
      unrated_requests: 0,
      unrated_tokens: 0,
      rows: 1,
    },
    baseline: route,
    candidate: { ...route, id: 'relay', name: 'Relay A', kind: 'relay' },
    rows: [],
    left_out: { no_terms: { requests: 0, tokens: 0 }, no_rate: { requests: 0, tokens: 0 } },
    totals: {
      requests: 10,
      tokens: 1000,
      list: '41603',
      list_usd: '6118.45',
      baseline: '41603.000000000000',
      candidate: '6241.000000000000',
      saving: '35362.000000000000',
      saving_pct: 85,
      parts: {
        list_price: zero,
        multiplier: zero,
        exchange_rate: '35484.000000000000',
        fees_and_taxes: '-122.000000000000',
        caching: zero,
      },
      fee_parts: { top_up: '-122.000000000000', conversion: zero, vat: zero, withholding: zero },
      unpriced_tokens: 0,
      ...totals,
    },
    break_even: { market_rate: null, credit_price: null, why: null },
  };
}

const said = (parts: AnswerPart[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
const may = (answer: SavingsAnswer): string => said(overviewSentence(answer, '2026-05-01', '2026-06-01'));

describe('overviewSentence', () => {
  // 35,484 of 35,362 is more than 95 %
  it('says both costs, the difference, and what makes most of it', () => {
    expect(may(savings({}))).toBe(
      'Running the traffic of May 2026 through Relay A would have cost ¥6,241 instead of ¥41,603 on the official route: ¥35,362 less, almost all of it exchange rate.',
    );
  });

  it('says more where the relay is dearer, and does not praise a part', () => {
    const parts = {
      list_price: zero,
      multiplier: '-60.000000000000',
      exchange_rate: '10.000000000000',
      fees_and_taxes: zero,
      caching: zero,
    };
    const dearer = savings({ baseline: '100', candidate: '150', saving: '-50.000000000000', parts });
    expect(may(dearer)).toContain(
      '¥150 instead of ¥100 on the official route: ¥50.00 more, almost all of it multiplier.',
    );
  });

  it('names no part where none makes half of it', () => {
    const part = '20.000000000000';
    const parts = {
      list_price: part,
      multiplier: part,
      exchange_rate: part,
      fees_and_taxes: zero,
      caching: zero,
    };
    expect(may(savings({ saving: '60.000000000000', parts }))).toMatch(/: ¥60\.00 less\.$/);
  });

  it('claims nothing where nothing has a price', () => {
    const unpriced = savings({ baseline: null, candidate: null, saving: null, parts: null });
    expect(may(unpriced)).toBe(
      'What the traffic of May 2026 costs cannot be said yet: none of its tokens has a price and a rate.',
    );
  });
});

describe('savingSteps', () => {
  // 41,603 − 35,484 + 122 = 6,241
  it('goes from one total to the other; a saving is a fall, a fee a rise', () => {
    const all = savingSteps(savings({}));
    expect(all.map(({ text }) => text)).toEqual(['¥41.6k', '0', '0', '−¥35.5k', '+¥122', '0', '¥6,241']);
    const [first, ...rest] = all.map(({ value }) => value);
    expect(rest.slice(0, -1).reduce((sum, value) => sum + value, first ?? 0)).toBe(rest.at(-1));
  });

  it('are said without the parts that change nothing', () => {
    expect(savingSummary(savings({}))).toBe(
      'From ¥41,603 on Official to ¥6,241 on Relay A: exchange rate −¥35,484.00, fees and taxes +¥122.00.',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { RunRate } from '$lib/server/answers/run-rate';
import { runRateNote } from './roi-words';

const ROUTE = { kind: 'official' as const, terms: null, credit_lots: 0 };
const NONE = { requests: 0, tokens: 0 };
const MEASURED: RunRate = {
  currency: 'USD',
  from: '2026-05-12',
  to: '2026-06-11',
  days: 30,
  complete: true,
  official_monthly: '400',
  relay_monthly: '60',
  requests_monthly: 40,
  tokens_monthly: 40_000_000,
  official: { ...ROUTE, id: 'official', name: 'Official' },
  relay: { ...ROUTE, id: 'relay', name: 'Relay A' },
  left_out: { no_price: NONE, no_rate: NONE, no_terms: NONE, tokens_pct: 0 },
  known: {
    official: { from: '2026-05-01', to: '2026-06-11' },
    relay: { from: '2026-05-01', to: '2026-06-11' },
  },
  why: null,
  savings: null,
};

const note = (given: Partial<RunRate>): string =>
  runRateNote({ ...MEASURED, ...given }).replaceAll('\u00a0', ' ');

describe('runRateNote', () => {
  it('says that all usage is costed only where it is', () => {
    expect(note({})).toBe(
      'Measured run rate: 30 complete days, 12 May to 10 June 2026; all usage in scope, costed on Official and on Relay A.',
    );
    const left_out = {
      no_price: { requests: 4, tokens: 10_000 },
      no_rate: { requests: 0, tokens: 500 },
      no_terms: { requests: 1, tokens: 9_500 },
      tokens_pct: 25,
    };
    expect(note({ left_out })).toBe(
      'Measured run rate: 30 complete days, 12 May to 10 June 2026; usage in scope that has a cost, costed on Official and on Relay A. ' +
        'Left out, 25.0 % of the tokens, so both amounts are too low by what they cost: ' +
        '10,000 tokens of 4 requests without a price: add prices under Data, Prices; ' +
        '500 tokens on days without an exchange rate: add rates under Data, Exchange rates; ' +
        '9,500 tokens of 1 request before the first terms of a route: add terms under Data, Routes.',
    );
  });

  it('says which route’s uploads end the days, and which end before them', () => {
    const known = { official: MEASURED.known.official, relay: { from: '2026-06-01', to: '2026-07-01' } };
    expect(note({ known })).toContain(
      'Uploads with usage of Official are complete up to 10 June 2026; those of Relay A reach further.',
    );
    const short = { official: MEASURED.known.official, relay: { from: '2026-06-01', to: '2026-06-05' } };
    expect(note({ known: short })).toContain(
      'Uploads with usage of Relay A are complete up to 4 June 2026: what it carried later is not all in these amounts.',
    );
  });
});

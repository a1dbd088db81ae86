import { describe, expect, it } from 'vitest';
import official from '../../../data/routes/official.json';
import relay from '../../../data/routes/relay.json';
import type { Issue } from '../usage/filters';
import { parseRoute, routeToSpec } from './route-spec';

/** The body of api.md's example, with the id of its address. */
const EXAMPLE = {
  id: 'relay-a',
  name: 'Relay A',
  kind: 'relay',
  terms: [
    {
      effective_from: '2026-01-01',
      credit_price: { amount: '1', currency: 'CNY' },
      multipliers: [{ model: '*', value: '1' }],
      fees: { top_up_pct: '0', top_up_min: '0', conversion_pct: '0', vat_pct: '0', withholding_pct: '0' },
      source: 'Contract of 2025-12-20',
    },
  ],
};

const withTerms = (change: object): object => ({ ...EXAMPLE, terms: [{ ...EXAMPLE.terms[0], ...change }] });

function issuesOf(spec: unknown): Issue[] {
  const parsed = parseRoute(spec);
  return parsed.ok ? [] : parsed.issues;
}

describe('parseRoute', () => {
  it('reads the example of the API document', () => {
    expect(parseRoute(EXAMPLE)).toEqual({
      ok: true,
      value: {
        id: 'relay-a',
        name: 'Relay A',
        kind: 'relay',
        terms: [
          {
            effectiveFrom: '2026-01-01',
            creditPrice: { amount: '1', currency: 'CNY' },
            priceList: 'list',
            multipliers: [{ model: '*', value: '1' }],
            fees: { topUpPct: '0', topUpMin: '0', conversionPct: '0', vatPct: '0', withholdingPct: '0' },
            billsCachedAsUncached: false,
            source: 'Contract of 2025-12-20',
          },
        ],
      },
    });
  });

  it('takes fees, multipliers and the price list as none where they are not given', () => {
    const parsed = parseRoute({
      ...EXAMPLE,
      terms: [
        { effective_from: '2026-01-01', credit_price: { amount: '7.3', currency: 'CNY' }, source: 'note' },
      ],
    });
    expect(parsed.ok && parsed.value.terms[0]).toMatchObject({
      priceList: 'list',
      multipliers: [],
      fees: { topUpPct: '0', vatPct: '0' },
    });
  });

  it('puts terms in order of time', () => {
    const later = { ...EXAMPLE.terms[0], effective_from: '2025-06-01' };
    const parsed = parseRoute({ ...EXAMPLE, terms: [...EXAMPLE.terms, later] });
    expect(parsed.ok && parsed.value.terms.map((terms) => terms.effectiveFrom)).toEqual([
      '2025-06-01',
      '2026-01-01',
    ]);
  });

  it.each([
    ['an unknown key', { ...EXAMPLE, colour: 'red' }, 'colour'],
    ['an unknown key of the terms', withTerms({ discount: '0.9' }), 'terms.0.discount'],
    ['an unknown fee', withTerms({ fees: { tip_pct: '1' } }), 'terms.0.fees.tip_pct'],
    ['terms without a source', withTerms({ source: '' }), 'terms.0.source'],
    ['an impossible date', withTerms({ effective_from: '2026-02-30' }), 'terms.0.effective_from'],
    [
      'credit for nothing',
      withTerms({ credit_price: { amount: '0', currency: 'CNY' } }),
      'terms.0.credit_price.amount',
    ],
    [
      'a number instead of a decimal',
      withTerms({ credit_price: { amount: 1, currency: 'CNY' } }),
      'terms.0.credit_price.amount',
    ],
    [
      'an unknown currency',
      withTerms({ credit_price: { amount: '1', currency: 'RMBY' } }),
      'terms.0.credit_price.currency',
    ],
    [
      'a negative multiplier',
      withTerms({ multipliers: [{ model: '*', value: '-1' }] }),
      'terms.0.multipliers.0.value',
    ],
    ['a negative tax', withTerms({ fees: { vat_pct: '-1' } }), 'terms.0.fees.vat_pct'],
    ['a bonus of everything', withTerms({ fees: { top_up_pct: '-100' } }), 'terms.0.fees.top_up_pct'],
    ['another kind', { ...EXAMPLE, kind: 'reseller' }, 'kind'],
    ['no terms', { ...EXAMPLE, terms: [] }, 'terms'],
    ['two terms of one date', { ...EXAMPLE, terms: [...EXAMPLE.terms, ...EXAMPLE.terms] }, 'terms'],
    ['an id with a line break', { ...EXAMPLE, id: 'a\nb' }, 'id'],
    ['an id that ends in a space', { ...EXAMPLE, id: 'a ' }, 'id'],
    ['an id that is a step of a path', { ...EXAMPLE, id: '..' }, 'id'],
    ['no body', undefined, 'body'],
  ])('refuses %s and says where', (_, spec, where) => {
    expect(issuesOf(spec).map((issue) => issue.where)).toEqual([where]);
  });

  it('takes a bonus as a negative top-up', () => {
    expect(issuesOf(withTerms({ fees: { top_up_pct: '-10' } }))).toEqual([]);
  });
});

describe('routeToSpec', () => {
  it.each([
    ['official', official],
    ['relay', relay],
  ])('gives back the shipped route %s', (_, file) => {
    const parsed = parseRoute(file);
    expect(parsed.ok && routeToSpec(parsed.value)).toEqual(file);
  });
});

import { describe, expect, it } from 'vitest';
import { parseRoute, type RouteSpec } from '$lib/exchange/route-spec';
import { savedRoute, slugOf } from './saved-route';

const SPEC: RouteSpec = {
  id: 'what-if-cny-3',
  name: 'What if',
  kind: 'relay',
  terms: [
    {
      effective_from: '2015-01-01',
      credit_price: { amount: '3', currency: 'CNY' },
      price_list: 'list',
      multipliers: [],
      fees: { top_up_pct: '0', top_up_min: '0', conversion_pct: '0', vat_pct: '0', withholding_pct: '0' },
      bills_cached_as_uncached: false,
      source: 'a note',
    },
  ],
};

describe('terms that were tried out, as a route to save', () => {
  it.each([
    ['Relay B', 'relay-b'],
    ['  ¥3 / $1! ', '3-1'],
    ['中转 站', '中转-站'],
    ['!!', ''],
  ])('%s becomes the id %s', (name, id) => {
    expect(slugOf(name)).toBe(id);
  });

  it('keeps the terms under the new name', () => {
    const saved = savedRoute(SPEC, ' Relay B ', undefined);
    expect(saved).toEqual({ kind: 'relay', name: 'Relay B', terms: SPEC.terms });
    expect(parseRoute({ id: 'relay-b', ...saved })).toMatchObject({ ok: true });
  });

  it('takes a price of credit that was moved to, and says so', () => {
    const [terms] = savedRoute(SPEC, 'Relay B', '3.25').terms;
    expect(terms?.credit_price).toEqual({ amount: '3.25', currency: 'CNY' });
    expect(terms?.source).toBe('Tried out at a credit price of 3.25 CNY. Before: a note');
  });
});

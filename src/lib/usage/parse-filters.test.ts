import { describe, expect, it } from 'vitest';
import { filtersToQuery, parseFilters } from './parse-filters';

const defaults = { home: 'CNY' };
const parse = (query: string) => parseFilters(new URLSearchParams(query), defaults);

describe('parseFilters', () => {
  it('takes everything from the query and falls back to the home currency', () => {
    expect(parse('')).toEqual({
      ok: true,
      value: {
        routes: [],
        models: [],
        features: [],
        regions: [],
        home: 'CNY',
        currency: 'CNY',
        rate: { policy: 'daily' },
      },
    });
    expect(parse('home=usd')).toMatchObject({ value: { home: 'USD', currency: 'USD' } });
  });

  it('falls back to a reporting currency of its own where there is one, and can still ask for the home currency', () => {
    const both = { home: 'CNY', currency: 'USD' };
    const ask = (query: string) => parseFilters(new URLSearchParams(query), both);
    expect(ask('')).toMatchObject({ value: { home: 'CNY', currency: 'USD' } });
    expect(ask('home=EUR')).toMatchObject({ value: { home: 'EUR', currency: 'USD' } });
    for (const query of ['', 'currency=CNY', 'home=EUR', 'home=EUR&currency=EUR']) {
      const read = ask(query);
      expect(read.ok && filtersToQuery(read.value, both).toString()).toBe(query);
    }
  });

  it('survives the way through a query string', () => {
    const query =
      'from=2026-05-01&to=2026-06-01&compare_from=2026-04-01&compare_to=2026-05-01&route=relay&model=a&model=b&region=eu&currency=USD&rate=7.3&data=own';
    const first = parse(query);
    expect(first.ok && filtersToQuery(first.value, defaults).toString()).toBe(query);
  });

  it.each([
    ['from=2026-02-30', 'from'],
    ['from=2026-05-01&to=2026-05-01', 'to'],
    ['compare_from=2026-05-02&compare_to=2026-05-01', 'compare_to'],
    ['currency=XXX', 'currency'],
    ['rate=cheap', 'rate'],
    ['rate=0', 'rate'],
    ['rate=-7', 'rate'],
    ['data=other', 'data'],
  ])('says where %s is wrong', (query, where) => {
    expect(parse(query)).toMatchObject({ ok: false, issues: [{ where }] });
  });
});

import { describe, expect, it } from 'vitest';
import { carryFilters, withChange, withFilters } from './filter-query';

describe('withFilters', () => {
  it('takes the filters along and leaves the state of the page behind', () => {
    const query = new URLSearchParams('from=2026-05-01&model=a&model=b&by=route&offset=100');
    expect(withFilters('/latency', query)).toBe('/latency?from=2026-05-01&model=a&model=b');
  });

  it('puts changes on top', () => {
    expect(withFilters('/rows', new URLSearchParams('model=a'), { model: 'b', from: undefined })).toBe(
      '/rows?model=b',
    );
  });
});

describe('carryFilters', () => {
  it('lets an address keep what it sets itself', () => {
    const query = new URLSearchParams('from=2026-05-01&route=official&by=model');
    expect(carryFilters('/rows?route=relay', query)).toBe('/rows?from=2026-05-01&route=relay');
  });
});

describe('withChange', () => {
  const url = new URL('http://localhost/spend?by=model&route=official&offset=200');

  it('changes one key, keeps the others, and pages from the start', () => {
    expect(withChange(url, { route: ['official', 'relay'] })).toBe(
      '/spend?by=model&route=official&route=relay',
    );
  });

  it('takes a key out', () => {
    expect(withChange(url, { by: undefined, route: [] })).toBe('/spend');
  });
});

import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address';

const of = (forwarded: string | undefined, proxies: number): string =>
  clientAddress(
    '10.0.0.1',
    new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }),
    proxies,
  );

describe('clientAddress', () => {
  it.each([
    ['203.0.113.9', 0, '10.0.0.1'],
    ['203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9', 1, '203.0.113.9'],
    ['6.6.6.6, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    ['2001:db8::1', 1, '2001:db8::1'],
    ['203.0.113.9', 2, '10.0.0.1'],
    ['<script>', 1, '10.0.0.1'],
    [undefined, 1, '10.0.0.1'],
  ])('X-Forwarded-For: %s behind %i trusted proxies is %s', (forwarded, proxies, address) =>
    expect(of(forwarded, proxies)).toBe(address),
  );
});

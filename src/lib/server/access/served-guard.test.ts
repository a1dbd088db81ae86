import { describe, expect, it } from 'vitest';
import { saysNothing } from './own-site';
import { servedRefusal } from './served-guard';

const ORIGIN = 'https://crossrate.example.com';

function asked(
  method: string,
  headers: Record<string, string>,
  origin: string | undefined = ORIGIN,
  path = '/api/v1/sample',
): string {
  const sent = new Headers({ host: 'crossrate.example.com', ...headers });
  return servedRefusal(method, new URL(path, ORIGIN), sent, origin)?.type ?? 'looked at';
}

describe('servedRefusal', () => {
  it.each(['crossrate.example.com:8443', 'example.com', 'evil.crossrate.example.com', '127.0.0.1:4173', ''])(
    'does not answer by the name %j',
    (host) => expect(asked('GET', { host })).toBe('other-name'),
  );

  it('answers by its own name in any case, and tells its health by every name', () => {
    expect(asked('GET', { host: 'Crossrate.Example.COM' })).toBe('looked at');
    for (const path of ['/healthz', '/readyz'])
      expect(asked('GET', { host: '10.0.0.7:4173' }, ORIGIN, path)).toBe('looked at');
  });

  it('without an address of its own answers by this machine’s names', () => {
    const url = new URL('http://localhost:4173/');
    const of = (host: string) => servedRefusal('GET', url, new Headers({ host }), undefined)?.type;
    expect([of('localhost:4173'), of('127.0.0.1:4173'), of('[::1]:1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(of('example.com')).toBe('other-name');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('judges where a %s comes from', (method) => {
    expect(asked(method, {})).toBe('looked at');
    expect(asked(method, { origin: ORIGIN, 'sec-fetch-site': 'same-origin' })).toBe('looked at');
    expect(asked(method, { origin: 'http://crossrate.example.com' })).toBe('other-page');
    expect(asked(method, { origin: 'https://evil.example.com' })).toBe('other-page');
    expect(asked(method, { 'sec-fetch-site': 'same-site' })).toBe('other-page');
    expect(asked(method, { origin: ORIGIN, 'sec-fetch-site': 'cross-site' })).toBe('other-page');
  });

  it('takes the null of an own form where the browser says that it is our own, and no other null', () => {
    expect(asked('POST', { origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe('looked at');
    expect(asked('POST', { origin: 'null' })).toBe('other-page');
    expect(asked('POST', { origin: 'null', 'sec-fetch-site': 'none' })).toBe('other-page');
    expect(asked('POST', { origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe('other-page');
  });
});

describe('saysNothing', () => {
  it('is true of neither Origin nor Sec-Fetch-Site', () => {
    expect(saysNothing(new Headers())).toBe(true);
    expect(saysNothing(new Headers({ origin: ORIGIN }))).toBe(false);
    expect(saysNothing(new Headers({ 'sec-fetch-site': 'none' }))).toBe(false);
  });
});

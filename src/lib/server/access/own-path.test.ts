import { describe, expect, it } from 'vitest';
import { ownPath } from './own-path';

describe('ownPath', () => {
  it.each(['/', '/spend?by=model&from=2026-06-01', '/data/months/2026-06', '/rows?model=a%2Fb', '/loginx'])(
    'goes back to %s',
    (path) => expect(ownPath(path)).toBe(path),
  );

  it.each([
    null,
    '',
    'spend',
    '//evil.example.com',
    '/\\evil.example.com',
    '/.//evil.example.com',
    '/x/..//evil.example.com',
    'https://evil.example.com/',
    'javascript:alert(1)',
    '/\t/evil.example.com',
    '/spend\r\nset-cookie: a=b',
    '/spend\u0000',
    '/login',
    '/login?to=/spend',
    '/logout',
    '/setup',
    '/join/secret',
    '/r/secret',
    '/api/v1/uploads',
  ])('goes to the first page instead of %j', (asked) => expect(ownPath(asked)).toBe('/'));
});

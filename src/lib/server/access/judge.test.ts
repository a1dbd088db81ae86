import { describe, expect, it } from 'vitest';
import type { Identity } from '$lib/access/identity';
import { judge } from './judge';
import type { RouteRules } from './policy';

const POLICY: Record<string, RouteRules> = {
  '/open': { GET: 'nobody', POST: 'nobody' },
  '/shared': { GET: 'link' },
  '/read': { GET: 'viewer', PUT: ['editor', 'changed it'], DELETE: ['owner', 'removed it'] },
};

const person = (role: 'viewer' | 'editor' | 'owner'): Identity => ({
  kind: 'person',
  id: 'p',
  name: 'Ada',
  role,
  session: 's',
});
const TOKEN: Identity = { kind: 'token', id: 't', name: 'nightly', role: 'editor' };
const LINK: Identity = { kind: 'link', report: 'r' };
const NOBODY: Identity = { kind: 'nobody' };
const LOCAL: Identity = { kind: 'local' };

const answer = (identity: Identity, route: string | null, method: string): string =>
  judge(identity, route, method, POLICY).answer;

describe('judge', () => {
  it.each([
    ['GET', ['sign in', 'sign in', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed']],
    ['PUT', ['sign in', 'sign in', 'not allowed', 'allowed', 'allowed', 'allowed', 'allowed']],
    ['DELETE', ['sign in', 'sign in', 'not allowed', 'not allowed', 'allowed', 'not allowed', 'allowed']],
  ])('%s: nobody, link, viewer, editor, owner, an editor’s token, local mode: %j', (method, expected) => {
    const all = [NOBODY, LINK, person('viewer'), person('editor'), person('owner'), TOKEN, LOCAL];
    expect(all.map((identity) => answer(identity, '/read', method))).toEqual(expected);
  });

  it('refuses a route without a row to everybody', () => {
    for (const identity of [NOBODY, person('owner'), LOCAL])
      expect(answer(identity, '/forgotten', 'GET')).toBe('no rule');
  });

  it('refuses a method without a rule, and names those that have one', () => {
    expect(judge(LOCAL, '/read', 'POST', POLICY)).toEqual({
      answer: 'no such method',
      allow: 'GET, PUT, DELETE, HEAD',
    });
    expect(answer(LOCAL, '/read', 'OPTIONS')).toBe('no such method');
  });

  it('takes HEAD as GET', () => {
    expect(answer(person('viewer'), '/read', 'HEAD')).toBe('allowed');
    expect(answer(NOBODY, '/read', 'HEAD')).toBe('sign in');
  });

  it('shows a shared report by its link alone, whoever is signed in', () => {
    expect(answer(LINK, '/shared', 'GET')).toBe('allowed');
    for (const identity of [NOBODY, person('owner'), TOKEN, LOCAL])
      expect(answer(identity, '/shared', 'GET')).toBe('no link');
    expect(answer(LINK, '/shared', 'POST')).toBe('no such method');
  });

  it('tells only those who may read that an address is none', () => {
    expect(answer(NOBODY, null, 'GET')).toBe('sign in');
    expect(answer(person('viewer'), null, 'GET')).toBe('allowed');
  });

  it('carries the words of the audit entry', () => {
    expect(judge(LOCAL, '/read', 'PUT', POLICY)).toEqual({
      answer: 'allowed',
      need: 'editor',
      audit: 'changed it',
    });
  });
});

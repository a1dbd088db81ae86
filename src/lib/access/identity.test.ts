import { describe, expect, it } from 'vitest';
import { nameOf, roleOf, type Identity } from './identity';
import { lesserRole, mayAct, ROLES } from './role';

describe('mayAct', () => {
  it.each([
    ['viewer', [true, false, false]],
    ['editor', [true, true, false]],
    ['owner', [true, true, true]],
  ] as const)('%s may do what viewer, editor, owner are needed for: %j', (role, may) =>
    expect(ROLES.map((need) => mayAct(role, need))).toEqual(may),
  );
});

describe('lesserRole', () => {
  it('takes the one that may do less, in either order', () => {
    expect([lesserRole('owner', 'viewer'), lesserRole('viewer', 'owner')]).toEqual(['viewer', 'viewer']);
    expect(lesserRole('editor', 'editor')).toBe('editor');
  });
});

const PERSON: Identity = { kind: 'person', id: 'p', name: 'Ada', role: 'editor', session: 's' };
const TOKEN: Identity = { kind: 'token', id: 't', name: 'nightly', role: 'viewer' };

describe('nameOf', () => {
  it('is what is written as by', () => {
    expect([PERSON, TOKEN, { kind: 'local' } as const].map(nameOf)).toEqual([
      'Ada',
      'token nightly',
      'local mode',
    ]);
  });
});

describe('roleOf', () => {
  it('gives local mode everything, a link and nobody nothing', () => {
    expect(roleOf({ kind: 'local' })).toBe('owner');
    expect(roleOf({ kind: 'nobody' })).toBeUndefined();
    expect(roleOf({ kind: 'link', report: 'r' })).toBeUndefined();
    expect([PERSON, TOKEN].map(roleOf)).toEqual(['editor', 'viewer']);
  });
});

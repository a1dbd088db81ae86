import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, Proof } from '../../src/lib/server/store/access';
import { testStore, type TestStore } from './store-files';

let test: TestStore;
beforeAll(async () => void (test = await testStore()));
afterAll(() => test.end());

const AT = '2026-07-01T00:00:00.000Z';
const LATER = '2026-07-02T00:00:00.000Z';

const invite = { id: 'i1', kind: 'join' as const, role: 'editor' as const, email: 'dora@example.com' };
const times = { madeBy: 'ada', createdAt: AT, expiresAt: LATER };

function byPassword(passwordHash?: string, totpSecret?: string): Proof {
  return { by: 'password', passwordHash, totpSecret };
}

function person(name: string, role: Person['role'] = 'viewer'): Person {
  return { id: `id-${name}`, name, email: `${name}@example.com`, role, createdAt: AT };
}

describe('the first owner', () => {
  it('is made by the newest code alone, before it expires, and once', async () => {
    const { store } = test;
    expect(await store.setupCodeExpiry()).toBeUndefined();
    await store.putSetupCode('old', LATER);
    await store.putSetupCode('new', LATER);
    const ada = person('ada', 'owner');
    expect(await store.addFirstOwner('old', AT, ada, {})).toBe('over');
    expect(await store.addFirstOwner('new', LATER, ada, {})).toBe('over');
    expect(await store.hasOwner()).toBe(false);
    expect(await store.addFirstOwner('new', AT, ada, { passwordHash: 'argon' })).toBe('joined');
    expect(await store.hasOwner()).toBe(true);
    expect(await store.setupCodeExpiry()).toBeUndefined();
    await store.putSetupCode('again', LATER);
    expect(await store.addFirstOwner('again', AT, person('eve', 'owner'), {})).toBe('over');
  });

  it('cannot be demoted, disabled or removed while there is no other', async () => {
    const { store } = test;
    expect(await store.changePerson('id-ada', { role: 'editor' })).toBe('last owner');
    expect(await store.changePerson('id-ada', { disabledAt: AT })).toBe('last owner');
    expect(await store.removePerson('id-ada', AT)).toBe('last owner');
    await store.changeCredentials('id-ada', { totpSecret: 'BASE32', recoveryHashes: ['a'] });
    expect(await store.changePerson('id-ada', { code: false, role: 'viewer' })).toBe('last owner');
    expect(await store.credentials('id-ada')).toMatchObject({ totpSecret: 'BASE32', recoveryHashes: ['a'] });
    expect(await store.changePerson('id-ada', { code: false })).toBe('changed');
    expect(await store.credentials('id-ada')).toEqual({ passwordHash: 'argon' });
    expect(await store.changePerson('id-ada', { name: 'Ada L.' })).toBe('changed');
    expect(await store.changePerson('id-nobody', { name: 'x' })).toBe('nobody');
    await store.addPerson(person('bob', 'owner'), {});
    expect(await store.changePerson('id-bob', { disabledAt: AT })).toBe('changed');
    expect(await store.changePerson('id-ada', { role: 'editor' })).toBe('last owner');
    expect(await store.changePerson('id-bob', { disabledAt: null })).toBe('changed');
    expect(await store.changePerson('id-ada', { role: 'editor' })).toBe('changed');
    expect((await store.person('id-ada'))?.role).toBe('editor');
  });
});

describe('people', () => {
  it('have one address each', async () => {
    const { store } = test;
    expect(await store.addPerson(person('carl'), {})).toBe('added');
    expect(await store.addPerson({ ...person('carl'), id: 'other' }, {})).toBe('address taken');
    expect((await store.personByEmail('carl@example.com'))?.id).toBe('id-carl');
    expect(await store.personByEmail('Carl@example.com')).toBeUndefined();
  });

  it('have one name each, which nobody else takes by writing it otherwise', async () => {
    const { store } = test;
    const other = { ...person('other'), name: ' CARL\u00a0' };
    expect(await store.addPerson(other, {})).toBe('name taken');
    expect(await store.personByEmail('other@example.com')).toBeUndefined();
    expect(await store.changePerson('id-bob', { name: 'Carl' })).toBe('name taken');
    expect(await store.changePerson('id-carl', { name: 'Carl' })).toBe('changed');
    await store.addInvite({ ...invite, ...times, id: 'i-carl', email: 'carla@example.com' }, 'carla');
    const carla = { ...person('carla'), name: 'carl' };
    expect(await store.joinByInvite('carla', AT, carla, {})).toBe('name taken');
    expect(await store.joinByInvite('carla', AT, { ...carla, name: 'carla' }, {})).toBe('joined');
    await store.removePerson('id-carla', AT);
    await store.changePerson('id-carl', { name: 'carl' });
  });

  it('sign in with what they have, and no step of a code counts twice', async () => {
    const { store } = test;
    const oidc = { issuer: 'https://id.example.com', subject: '7' };
    await store.changeCredentials('id-carl', { passwordHash: 'argon', oidc });
    await store.changeCredentials('id-carl', { totpSecret: 'BASE32' });
    expect(await store.credentials('id-carl')).toEqual({ passwordHash: 'argon', totpSecret: 'BASE32', oidc });
    expect((await store.personByOidc('https://id.example.com', '7'))?.name).toBe('carl');
    expect(await store.personByOidc('https://other.example.com', '7')).toBeUndefined();
    const steps = [100, 100, 99, 101];
    const used: boolean[] = [];
    for (const step of steps) used.push(await store.useTotpStep('id-carl', step));
    expect(used).toEqual([true, false, false, true]);
    expect((await store.credentials('id-carl')).totpStep).toBe(101);
    await store.changeCredentials('id-carl', { recoveryHashes: ['a', 'b'] });
    expect(await store.useRecoveryCode('id-carl', ['a', 'b'], ['b'])).toBe(true);
    expect(await store.useRecoveryCode('id-carl', ['a', 'b'], ['b'])).toBe(false);
    expect(await store.credentials('id-carl')).toMatchObject({ recoveryHashes: ['b'], totpStep: 101 });
    await store.changeCredentials('id-carl', { totpSecret: null, recoveryHashes: null, oidc: null });
    expect(await store.credentials('id-carl')).toEqual({ passwordHash: 'argon' });
    expect(await store.useTotpStep('id-nobody', 1)).toBe(false);
  });

  it('who are disabled or removed have no session left, and removed ones no token', async () => {
    const { store } = test;
    const session = {
      id: 's1',
      person: 'id-carl',
      createdAt: AT,
      lastSeenAt: AT,
      address: '::1',
      userAgent: 'x',
    };
    await store.addSession(session, 'h1', byPassword('argon'));
    await store.addSession({ ...session, id: 's2' }, 'h2', byPassword('argon'));
    expect((await store.sessionByHash('h1'))?.person.name).toBe('carl');
    await store.removeSessionsOf('id-carl', 's2');
    expect((await store.sessions('id-carl')).map(({ id }) => id)).toEqual(['s2']);
    await store.changePerson('id-carl', { disabledAt: AT });
    expect(await store.sessionByHash('h2')).toBeUndefined();
    expect(await store.addSession(session, 'h3', byPassword('argon'))).toBe(false);
    expect(await store.sessions('id-carl')).toEqual([]);

    const token = { id: 't1', name: 'nightly', role: 'viewer' as const, madeBy: 'carl', person: 'id-carl' };
    await store.addToken({ ...token, createdAt: AT, expiresAt: LATER }, 'th');
    await store.touchToken('t1', LATER);
    expect(await store.tokenByHash('th')).toMatchObject({
      token: { lastUsedAt: LATER },
      person: { disabledAt: AT },
    });
    expect(await store.removePerson('id-carl', LATER)).toBe('changed');
    const found = await store.tokenByHash('th');
    expect(found?.token.revokedAt).toBe(LATER);
    expect(found?.person).toBeUndefined();
    expect(await store.revokeToken('t1', LATER)).toBe(false);
  });

  it('are swept out of sessions that are over', async () => {
    const { store } = test;
    const at = (day: number) => `2026-07-0${day}T00:00:00.000Z`;
    const session = { person: 'id-bob', address: '::1', userAgent: 'x' };
    await store.addSession(
      { ...session, id: 'idle', createdAt: at(3), lastSeenAt: at(3) },
      'i',
      byPassword(),
    );
    await store.addSession({ ...session, id: 'old', createdAt: at(1), lastSeenAt: at(5) }, 'o', byPassword());
    await store.addSession(
      { ...session, id: 'good', createdAt: at(4), lastSeenAt: at(5) },
      'g',
      byPassword(),
    );
    await store.sweepSessions(at(4), at(2));
    expect((await store.sessions('id-bob')).map(({ id }) => id)).toEqual(['good']);
    await store.touchSession('good', at(6));
    expect((await store.session('good'))?.lastSeenAt).toBe(at(6));
    await store.removeSession('good');
    expect(await store.session('good')).toBeUndefined();
  });
});

it('a session begins, and credentials change, by what is still so alone', async () => {
  const { store } = test;
  const oidc = { issuer: 'https://id.example.com', subject: '9' };
  const byProvider = (subject: string): Proof => ({ by: 'provider', issuer: oidc.issuer, subject });
  await store.addPerson(person('ivy'), { passwordHash: 'new', totpSecret: 'BASE32', oidc });
  const session = { person: 'id-ivy', createdAt: AT, lastSeenAt: AT, address: '::1', userAgent: 'x' };
  const proofs: [name: string, proof: Proof, holds: boolean][] = [
    ['password and code', byPassword('new', 'BASE32'), true],
    ['the password of before', byPassword('old', 'BASE32'), false],
    ['no code was asked for yet', byPassword('new'), false],
    ['there was no password', byPassword(undefined, 'BASE32'), false],
    ['provider', byProvider('9'), true],
    ['another account of it', byProvider('8'), false],
  ];
  for (const [name, proof, holds] of proofs) {
    expect(await store.addSession({ ...session, id: name }, name, proof), name).toBe(holds);
    expect(await store.changeCredentials('id-ivy', {}, proof), name).toBe(holds);
  }
  const begun = (await store.sessions('id-ivy')).map(({ id }) => id);
  expect(begun).toEqual(['password and code', 'provider']);
  expect(await store.changeCredentials('id-ivy', { passwordHash: 'thief' }, byPassword('old'))).toBe(false);
  expect((await store.credentials('id-ivy')).passwordHash).toBe('new');
  expect(await store.addSession({ ...session, id: 'x', person: 'id-nobody' }, 'x', byPassword())).toBe(false);
  await store.removePerson('id-ivy', AT);
});

describe('one-time links', () => {
  it('make one person, once, before they expire', async () => {
    const { store } = test;
    await store.addInvite({ ...invite, ...times, id: 'i0' }, 'first');
    await store.addInvite({ ...invite, ...times }, 'join');
    expect(await store.inviteByHash('first')).toBeUndefined();
    const dora = person('dora', 'editor');
    expect(await store.joinByInvite('join', LATER, dora, {})).toBe('over');
    expect(await store.joinByInvite('first', AT, dora, {})).toBe('over');
    expect(await store.joinByInvite('join', AT, { ...dora, email: 'bob@example.com' }, {})).toBe('over');
    expect(await store.joinByInvite('join', AT, dora, { passwordHash: 'argon' })).toBe('joined');
    expect(await store.joinByInvite('join', AT, { ...dora, id: 'x', email: 'x@example.com' }, {})).toBe(
      'over',
    );
    const used = (await store.invites()).find(({ id }) => id === 'i1');
    expect(used).toMatchObject({ usedAt: AT });
  });

  it('set a password and end the sessions begun with the old one', async () => {
    const { store } = test;
    const session = {
      id: 's9',
      person: 'id-dora',
      createdAt: AT,
      lastSeenAt: AT,
      address: '::1',
      userAgent: 'x',
    };
    await store.addSession(session, 'h9', byPassword('argon'));
    const reset = { id: 'r1', kind: 'reset' as const, email: 'dora@example.com', person: 'id-dora' };
    await store.addInvite({ ...reset, ...times }, 'reset');
    expect(await store.joinByInvite('reset', AT, person('eve'), {})).toBe('over');
    const token = { id: 't9', name: 'nightly', role: 'viewer' as const, madeBy: 'dora', person: 'id-dora' };
    const kept = { ...token, createdAt: AT, expiresAt: LATER };
    expect(await store.addToken(kept, 'th9', byPassword('argon'))).toBe(true);
    expect(await store.resetByInvite('reset', AT, 'argon-2')).toBe(true);
    expect((await store.tokenByHash('th9'))?.token.revokedAt).toBe(AT);
    expect(await store.addToken({ ...kept, id: 't10' }, 'th10', byPassword('argon'))).toBe(false);
    expect(await store.tokenByHash('th10')).toBeUndefined();
    expect(await store.resetByInvite('reset', AT, 'argon-3')).toBe(false);
    expect(await store.credentials('id-dora')).toEqual({ passwordHash: 'argon-2' });
    expect(await store.sessions('id-dora')).toEqual([]);
  });

  it('can be taken back while open', async () => {
    const { store } = test;
    await store.addInvite({ ...invite, ...times, id: 'i2', email: 'fay@example.com' }, 'fay');
    expect([
      await store.removeInvite('i2'),
      await store.removeInvite('i2'),
      await store.removeInvite('i1'),
    ]).toEqual([true, false, false]);
    expect(await store.joinByInvite('fay', AT, person('fay'), {})).toBe('over');
  });
});

describe('the audit log', () => {
  it('keeps who it was by id beside the name', async () => {
    const { store } = test;
    await store.addAudit({ at: AT, actor: 'Ada', actorId: 'person id-ada', action: 'began' });
    expect((await store.audit(1))[0]).toMatchObject({ actor: 'Ada', actorId: 'person id-ada' });
  });

  it('numbers entries, and gives the newest first, page by page', async () => {
    const { store } = test;
    for (const subject of ['a', 'b', 'c'])
      await store.addAudit({ at: AT, actor: 'ada', action: 'did', subject });
    expect((await store.audit(2)).map(({ seq, subject }) => [seq, subject])).toEqual([
      [4, 'c'],
      [3, 'b'],
    ]);
    expect(await store.audit(1, 3)).toEqual([{ seq: 2, at: AT, actor: 'ada', action: 'did', subject: 'a' }]);
  });
});

describe('two at once', () => {
  it('join by one invitation, one of them', async () => {
    const { store } = test;
    await store.addInvite({ ...invite, ...times, id: 'i-race', email: 'race@example.com' }, 'race');
    const joined = ['jo', 'kim'].map((name) =>
      store.joinByInvite('race', AT, { ...person(name), email: 'race@example.com' }, {}),
    );
    expect((await Promise.all(joined)).sort()).toEqual(['joined', 'over']);
    expect((await store.people()).filter(({ email }) => email === 'race@example.com')).toHaveLength(1);
    await store.removePerson((await store.personByEmail('race@example.com'))?.id ?? '', AT);
  });

  it('leave owners that demote each other one', async () => {
    const { store } = test;
    const owners = (await store.people()).filter(({ role }) => role === 'owner').map(({ id }) => id);
    for (const id of owners.slice(1)) await store.changePerson(id, { role: 'editor' });
    await store.addPerson(person('lea', 'owner'), {});
    const last = [owners[0] ?? '', 'id-lea'];
    const demoted = await Promise.all(last.map((id) => store.changePerson(id, { role: 'viewer' })));
    expect(demoted.sort()).toEqual(['changed', 'last owner']);
    expect(await store.hasOwner()).toBe(true);
    for (const id of owners) await store.changePerson(id, { role: 'owner' });
    expect(await store.removePerson('id-lea', AT)).toBe('changed');
  });

  it('become the first owner by one code, one of them', async () => {
    const fresh = await testStore();
    await fresh.store.putSetupCode('code', LATER);
    const made = ['mo', 'ned'].map((name) =>
      fresh.store.addFirstOwner('code', AT, person(name, 'owner'), {}),
    );
    expect((await Promise.all(made)).sort()).toEqual(['joined', 'over']);
    expect(await fresh.store.people()).toHaveLength(1);
    await fresh.end();
  });
});

it('moves no figure: what was kept of them stays good', async () => {
  const { store } = test;
  const before = store.revision;
  await store.addAudit({ at: AT, actor: 'ada', action: 'did' });
  await store.addPerson(person('gil'), {});
  expect(store.revision).toBe(before);
});

it('is written while the writer is taken, and is there after a restart', async () => {
  const { id } = await test.loaded(
    'time,route,model,input_tokens,output_tokens\n2026-06-01T00:00:00Z,official,gpt-4.1,100,10\n',
  );
  // Other writes wait for the end of this; had this one to, it would never come.
  await test.store.withoutUpload(id, undefined, () => test.store.addPerson(person('hal'), {}));
  const reopened = await test.reopen();
  expect((await reopened.people()).map(({ name }) => name)).toEqual(['Ada L.', 'bob', 'dora', 'gil', 'hal']);
});

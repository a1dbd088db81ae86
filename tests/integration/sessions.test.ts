import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cookies } from '@sveltejs/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TOTP, Secret } from 'otpauth';
import { setPassword } from '$lib/server/access/account';
import { accountsOf } from '$lib/server/access/audit';
import { acceptInvitation, invite, inviteToReset, openInvitation } from '$lib/server/access/invitations';
import { identify } from '$lib/server/access/identify';
import { confirmCode, signIn } from '$lib/server/access/login';
import { formAnswer } from '$lib/server/access/form-answer';
import { hashPassword } from '$lib/server/access/password';
import { changePassword, changePerson, listSessions } from '$lib/server/access/people';
import { newRecoveryCodes } from '$lib/server/access/recovery-codes';
import { SESSION_COOKIE } from '$lib/server/access/sessions';
import { listTokens, makeToken, revokeToken } from '$lib/server/access/tokens';
import { newTotpSecret } from '$lib/server/access/totp';
import { answered } from '$lib/server/api';
import type { Issue } from '$lib/usage/filters';
import { app, closeApp } from '$lib/server/app';

const START = Date.parse('2026-06-01T00:00:00Z');
const HOUR = 3_600_000;
const PASSWORD = 'correct horse battery';
let dataDir = '';
let nowMs = START;
let addresses = 0;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'crossrate-sessions-'));
  process.env['CROSSRATE_DATA'] = dataDir;
  process.env['CROSSRATE_SAMPLE'] = '0';
  process.env['CROSSRATE_LOG'] = 'silent';
  const opened = await app();
  opened.now = () => nowMs;
  const hash = await hashPassword(PASSWORD);
  const createdAt = new Date(START).toISOString();
  for (const [name, role] of [
    ['ada', 'owner'],
    ['bob', 'editor'],
    ['eve', 'viewer'],
  ] as const)
    await opened.store.addPerson(
      { id: name, name, email: `${name}@example.com`, role, createdAt },
      { passwordHash: hash },
    );
});

beforeEach(() => {
  nowMs = START;
});

afterAll(async () => {
  await closeApp();
  await rm(dataDir, { recursive: true, force: true });
});

/** A browser: keeps its cookies, and comes from an address of its own, so that tries of one test are not another's. */
function browser() {
  const jar = new Map<string, string>();
  const cookies = {
    get: (name: string) => jar.get(name),
    set: (name: string, value: string) => void jar.set(name, value),
    delete: (name: string) => void jar.delete(name),
  } as unknown as Cookies;
  const request = new Request('http://localhost/', { headers: { 'user-agent': 'A browser' } });
  const locals = { address: `10.0.0.${(addresses += 1)}`, identity: { kind: 'nobody' } } as App.Locals;
  const event = { cookies, request, locals, url: new URL('http://localhost/') };
  return { ...event, secret: () => jar.get(SESSION_COOKIE), who: () => identify(event) };
}

async function signedIn(name: string) {
  const one = browser();
  expect(await signIn(one, `${name}@example.com`, PASSWORD)).toEqual({ answer: 'in' });
  return one;
}

describe('a session', () => {
  it('lets in for 12 hours without a request, not longer', async () => {
    const one = await signedIn('bob');
    nowMs += 12 * HOUR - 1;
    expect(await one.who()).toMatchObject({ kind: 'person', name: 'bob', role: 'editor' });
    const two = await signedIn('bob');
    nowMs += 12 * HOUR;
    expect(await two.who()).toEqual({ kind: 'nobody' });
  });

  it('lasts while it is used, for 7 days at most', async () => {
    const one = await signedIn('ada');
    for (let hours = 0; hours < 7 * 24 - 6; hours += 6) {
      nowMs += 6 * HOUR;
      expect((await one.who())?.kind).toBe('person');
      await expect
        .poll(async () => (await listSessions('ada', undefined))[0]?.last_seen_at)
        .toBe(new Date(nowMs).toISOString());
    }
    nowMs = START + 7 * 24 * HOUR - 1;
    expect((await one.who())?.kind).toBe('person');
    nowMs += 1;
    expect(await one.who()).toEqual({ kind: 'nobody' });
  });

  it('is another one after every login, and the one before is over', async () => {
    const one = await signedIn('bob');
    const before = one.secret();
    await signIn(one, 'bob@example.com', PASSWORD);
    expect(one.secret()).toMatch(/^[\w-]{43}$/);
    expect(one.secret()).not.toBe(before);
    one.cookies.set(SESSION_COOKIE, before ?? '', { path: '/' });
    expect(await one.who()).toEqual({ kind: 'nobody' });
  });

  it('ends with a new password, but for the one that it was set in', async () => {
    const [one, other] = [await signedIn('eve'), await signedIn('eve')];
    const identity = await one.who();
    if (identity?.kind !== 'person') throw new Error('nobody is signed in');
    expect(await changePassword(identity, 'a wrong password', 'another good one')).toContain('wrong');
    expect(await changePassword(identity, PASSWORD, 'short')).toContain('12 characters');
    expect(await changePassword(identity, PASSWORD, 'another good one')).toBeUndefined();
    expect((await one.who())?.kind).toBe('person');
    expect(await other.who()).toEqual({ kind: 'nobody' });
    expect(await changePassword(identity, 'another good one', PASSWORD)).toBeUndefined();
  });

  it('says nothing of its secret in the database', async () => {
    const one = await signedIn('bob');
    const { store } = await app();
    expect(JSON.stringify(await store.sessions('bob'))).not.toContain(one.secret());
    for (const file of ['crossrate.duckdb', 'crossrate.duckdb.wal'])
      expect(
        (await readFile(join(dataDir, file)).catch(() => Buffer.alloc(0))).includes(one.secret() ?? ''),
      ).toBe(false);
  });
});

describe('signing in', () => {
  it('is refused after five wrong passwords, the right one too, whatever else the account is', async () => {
    const one = browser();
    for (let i = 0; i < 5; i++)
      expect(await signIn(one, 'Ada@Example.com ', `wrong ${i}`)).toMatchObject({ status: 400 });
    expect(await signIn(browser(), 'ada@example.com', PASSWORD)).toMatchObject({
      answer: 'no',
      status: 429,
      message: 'There were too many tries. Try again in 15 minutes.',
    });
    for (let i = 0; i < 5; i++) await signIn(one, 'nobody@example.com', 'wrong');
    expect(await signIn(one, 'nobody@example.com', 'wrong')).toMatchObject({ status: 429 });
  });

  it('says the same of an unknown address, a wrong password and somebody disabled', async () => {
    const { store } = await app();
    await store.changePerson('eve', { disabledAt: new Date(nowMs).toISOString() });
    const one = browser();
    const answers = [
      await signIn(one, 'unknown@example.com', PASSWORD),
      await signIn(one, 'bob@example.com', 'a wrong password'),
      await signIn(one, 'eve@example.com', PASSWORD),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await store.changePerson('eve', { disabledAt: null });
  });

  it('takes about as much work for an unknown address as for a known one, so that it takes as long', async () => {
    const one = browser();
    const took = async (email: string): Promise<number> => {
      const begun = process.cpuUsage();
      await signIn(one, email, 'a wrong password');
      const { user, system } = process.cpuUsage(begun);
      return user + system;
    };
    await signIn(one, 'first@example.com', 'a wrong password');
    let [stranger, bob] = [Infinity, Infinity];
    for (let i = 0; i < 3; i++) {
      stranger = Math.min(stranger, await took('stranger@example.com'));
      bob = Math.min(bob, await took('bob@example.com'));
    }
    const ratio = stranger / bob;
    // Without the same work an unknown address is answered some twenty times as fast.
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(5);
  });

  it('needs a code where there is one, and takes each code once', async () => {
    const { store } = await app();
    const secret = newTotpSecret();
    const recovery = newRecoveryCodes();
    await store.changeCredentials('eve', { totpSecret: secret, recoveryHashes: recovery.hashes });
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs });
    const one = browser();
    const ticket = async (): Promise<string> => {
      const asked = await signIn(one, 'eve@example.com', PASSWORD);
      if (asked.answer !== 'code') throw new Error('no code was asked for');
      return asked.ticket;
    };
    const first = await ticket();
    expect(one.secret()).toBeUndefined();
    expect(await confirmCode(one, first, '000000')).toMatchObject({ answer: 'no', status: 400 });
    expect(await confirmCode(one, first, code())).toEqual({ answer: 'in' });
    expect(await confirmCode(one, first, code())).toMatchObject({
      message: expect.stringContaining('too long') as string,
    });
    expect(await confirmCode(one, await ticket(), code())).toMatchObject({ answer: 'no', status: 400 });
    nowMs += 30_000;
    expect(await confirmCode(one, await ticket(), code())).toEqual({ answer: 'in' });
    const late = await ticket();
    nowMs += 5 * 60_000 + 1;
    expect(await confirmCode(one, late, code())).toMatchObject({ status: 400 });
    expect(await confirmCode(one, await ticket(), recovery.codes[0] ?? '')).toEqual({ answer: 'in' });
    expect(await confirmCode(one, await ticket(), recovery.codes[0] ?? '')).toMatchObject({ status: 400 });
    expect(await confirmCode(one, 'no ticket', code())).toMatchObject({ status: 400 });
    await store.changeCredentials('eve', { totpSecret: null, recoveryHashes: null });
  });

  it('leaves who, when, how and where from in the audit log, and no password', async () => {
    const { store } = await app();
    const one = browser();
    await signIn(one, 'my secret password', 'x');
    await signIn(one, 'bob@example.com', PASSWORD);
    const [last, before] = await store.audit(2);
    expect(last).toMatchObject({
      actor: 'bob',
      action: 'signed in',
      detail: 'by password',
      address: one.locals.address,
    });
    expect(before).toMatchObject({ actor: 'somebody unknown', action: 'was refused at sign-in' });
    expect(JSON.stringify(await store.audit(1000))).not.toContain('secret password');
  });
});

describe('what is under way', () => {
  /** Does something once the credentials of whoever comes next have been read, before their password is looked at. */
  async function meanwhile(task: () => Promise<unknown>): Promise<void> {
    const { store } = await app();
    const { credentials } = store;
    store.credentials = async (person) => {
      store.credentials = credentials;
      const read = await credentials(person);
      await task();
      return read;
    };
  }
  const secretOf = (made: { url: string } | undefined): string =>
    new URL(made?.url ?? '').pathname.replace('/join/', '');
  const NEW = 'what nobody else knows';
  const reset = async (): Promise<void> => {
    const secret = secretOf(await inviteToReset(browser(), 'eve'));
    expect(await acceptInvitation(browser(), secret, new URLSearchParams({ password: NEW }))).toEqual([]);
  };
  const back = async (): Promise<void> => {
    const { store } = await app();
    await store.changeCredentials('eve', { passwordHash: await hashPassword(PASSWORD), totpSecret: null });
  };

  it.each<[string, () => Promise<unknown>]>([
    ['a new password by link', reset],
    [
      'codes turned on',
      async () => (await app()).store.changeCredentials('eve', { totpSecret: 'A'.repeat(32) }),
    ],
    [
      'disabling',
      async () => (await app()).store.changePerson('eve', { disabledAt: new Date(nowMs).toISOString() }),
    ],
  ])('as a sign-in does not outlive %s', async (_, task) => {
    const one = browser();
    await meanwhile(task);
    expect(await signIn(one, 'eve@example.com', PASSWORD)).toMatchObject({ answer: 'no', status: 400 });
    expect(one.secret()).toBeUndefined();
    const { store } = await app();
    expect(await store.sessions('eve')).toEqual([]);
    expect((await store.audit(1))[0]).toMatchObject({ action: 'was refused at sign-in', actor: 'eve' });
    await store.changePerson('eve', { disabledAt: null });
    await back();
  });

  it('as the second step of a login does not outlive a new password', async () => {
    const { store } = await app();
    const secret = newTotpSecret();
    await store.changeCredentials('eve', { totpSecret: secret });
    const one = browser();
    const asked = await signIn(one, 'eve@example.com', PASSWORD);
    if (asked.answer !== 'code') throw new Error('no code was asked for');
    await reset();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs });
    expect(await confirmCode(one, asked.ticket, code)).toMatchObject({ answer: 'no' });
    expect(one.secret()).toBeUndefined();
    await back();
  });

  it('as a change of password does not undo a new one by link', async () => {
    const identity = await (await signedIn('eve')).who();
    if (identity?.kind !== 'person') throw new Error('nobody is signed in');
    await meanwhile(reset);
    expect(await changePassword(identity, PASSWORD, 'the one of a thief')).toContain('changed meanwhile');
    expect(await signIn(browser(), 'eve@example.com', NEW)).toEqual({ answer: 'in' });
    await back();
  });
});

describe('while too many passwords are checked', () => {
  it('nobody is judged, and nobody loses a try', async () => {
    const identity = await (await signedIn('bob')).who();
    const secret = new URL((await invite(browser(), { email: 'late@example.com', role: 'viewer' })).url);
    let isFull = true;
    const fill = async (): Promise<void> => {
      while (isFull) await hashPassword(PASSWORD).catch(() => new Promise((done) => setImmediate(done)));
    };
    const crowd = Array.from({ length: 45 }, fill);
    for (let i = 0; i < 6; i++)
      expect(await signIn(browser(), 'bob@example.com', PASSWORD)).toMatchObject({ status: 503 });
    const told = new Map<string, string>();
    const form = new URLSearchParams({ name: 'Late', password: PASSWORD });
    const setHeaders = (headers: Record<string, string>): void => {
      for (const [name, value] of Object.entries(headers)) told.set(name, value);
    };
    const join = (): Promise<Issue[]> =>
      acceptInvitation(browser(), secret.pathname.replace('/join/', ''), form);
    expect(await formAnswer({ setHeaders }, join)).toMatchObject({
      status: 503,
      issues: [{ where: 'password' }],
    });
    expect(told.get('retry-after')).toBe('5');
    for (let i = 0; i < 6; i++) {
      const asked = { name: 'nightly', role: 'viewer', password: PASSWORD };
      const answer = await answered(async () =>
        Response.json(await makeToken(identity ?? { kind: 'nobody' }, '10.1.0.3', asked)),
      );
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    }
    isFull = false;
    await Promise.all(crowd);
    expect(await signIn(browser(), 'bob@example.com', PASSWORD)).toEqual({ answer: 'in' });
    expect(await join()).toEqual([]);
  });
});

describe('one-time links', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  const secretOf = (url: string): string => new URL(url).pathname.replace('/join/', '');

  it('make one person of the role that they were made for', async () => {
    const made = await invite(browser(), { email: 'Fay@Example.com', role: 'editor' });
    const secret = secretOf(made.url);
    expect(secret).toMatch(/^[\w-]{43}$/);
    const one = browser();
    expect(await acceptInvitation(one, secret, form({ name: ' ', password: 'short' }))).toHaveLength(2);
    expect(
      await acceptInvitation(one, secret, form({ name: 'Fay', password: PASSWORD, role: 'owner' })),
    ).toEqual([]);
    expect(await one.who()).toMatchObject({ name: 'Fay', role: 'editor' });
    expect(
      await acceptInvitation(browser(), secret, form({ name: 'Eve', password: PASSWORD })),
    ).toMatchObject([{ where: 'link' }]);
    await expect(invite(browser(), { email: 'fay@example.com', role: 'viewer' })).rejects.toThrow(
      'is here already',
    );
    await expect(invite(browser(), { email: 'x', role: 'king' })).rejects.toThrow('email');
  });

  it('make nobody who could be taken for somebody else', async () => {
    const { store } = await app();
    const secret = secretOf((await invite(browser(), { email: 'bob2@example.com', role: 'viewer' })).url);
    const join = (name: string) => acceptInvitation(browser(), secret, form({ name, password: PASSWORD }));
    for (const name of ['Bob', ' BOB ', 'local mode', 'token nightly', 'Somebody unknown'])
      expect(await join(name), name).toMatchObject([{ where: 'name' }]);
    const owner = { kind: 'person' as const, id: 'ada', name: 'ada', role: 'owner' as const, session: 's' };
    await expect(changePerson('bob', owner, { name: 'Token x' })).rejects.toThrow('name');
    expect(await changePerson('bob', owner, { name: 'Ada' })).toBe('name taken');
    expect(await join('Bob of sales')).toEqual([]);
    const joined = await store.personByEmail('bob2@example.com');
    for (const entry of await store.audit(2))
      expect(entry).toMatchObject({ actor: 'Bob of sales', actorId: `person ${joined?.id}` });
    expect(await accountsOf(await store.audit(1))).toMatchObject([{ account: 'bob2@example.com' }]);
    await store.removePerson(joined?.id ?? '', new Date(nowMs).toISOString());
    expect(await accountsOf(await store.audit(1))).toMatchObject([
      { account: `person ${joined?.id.slice(0, 8)}` },
    ]);
  });

  it('are good for 7 days', async () => {
    const secret = secretOf((await invite(browser(), { email: 'gil@example.com', role: 'viewer' })).url);
    nowMs += 7 * 24 * HOUR - 1;
    expect(await openInvitation(secret)).toMatchObject({ email: 'gil@example.com' });
    nowMs += 1;
    expect(await openInvitation(secret)).toBeUndefined();
    for (const other of ['', 'x', `${secret.slice(0, -1)}!`, `${secret}A`, '%00'])
      expect(await openInvitation(other)).toBeUndefined();
  });

  it('set a password, within a day, and end the sessions of before', async () => {
    const one = await signedIn('eve');
    const made = await inviteToReset(browser(), 'eve');
    expect(await inviteToReset(browser(), 'nobody')).toBeUndefined();
    const secret = secretOf(made?.url ?? '');
    expect(await acceptInvitation(browser(), secret, form({ password: 'short' }))).toMatchObject([
      { where: 'password' },
    ]);
    expect(await acceptInvitation(browser(), secret, form({ password: 'a brand new password' }))).toEqual([]);
    expect(await one.who()).toEqual({ kind: 'nobody' });
    expect(await signIn(browser(), 'eve@example.com', 'a brand new password')).toEqual({ answer: 'in' });
    const late = await inviteToReset(browser(), 'eve');
    nowMs += 24 * HOUR;
    expect(await openInvitation(secretOf(late?.url ?? ''))).toBeUndefined();
  });
});

describe('API tokens', () => {
  const asked = (authorization: string) => {
    const one = browser();
    const request = new Request('http://localhost/', { headers: { authorization } });
    return identify({ ...one, request });
  };
  const make = (person: 'ada' | 'bob', role: string, days?: number) => {
    const own = person === 'ada' ? ('owner' as const) : ('editor' as const);
    const identity = { kind: 'person' as const, id: person, name: person, role: own, session: 's' };
    return makeToken(identity, '10.1.0.1', {
      name: 'nightly',
      password: PASSWORD,
      role,
      ...(days === undefined ? {} : { expires_in_days: days }),
    });
  };

  it('are made by the present password, or shortly after signing in by who has none', async () => {
    const { store } = await app();
    await store.changeCredentials('eve', { passwordHash: await hashPassword(PASSWORD) });
    const identity = await (await signedIn('eve')).who();
    if (identity?.kind !== 'person') throw new Error('nobody is signed in');
    const token = { name: 'nightly', role: 'viewer' };
    const made = (password?: string) =>
      makeToken(identity, '10.1.0.2', { ...token, ...(password === undefined ? {} : { password }) });
    for (const wrong of [undefined, '', 'a wrong password'])
      await expect(made(wrong)).rejects.toThrow('password: is not your present password');
    expect(await made(PASSWORD)).toMatchObject({ valid: true });
    await store.changeCredentials('eve', { passwordHash: null, oidc: { issuer: 'i', subject: 's' } });
    nowMs += 10 * 60_000;
    expect(await made()).toMatchObject({ valid: true });
    nowMs += 1;
    await expect(made()).rejects.toThrow('sign in again');
    const own = setPassword(identity, '10.1.0.2', { password: 'the one of a thief' });
    await expect(own).rejects.toThrow('sign in again');
    await store.changeCredentials('eve', { passwordHash: await hashPassword(PASSWORD), oidc: null });
  });

  it('go on working after a change of password, and are revoked by a link for a new one', async () => {
    const one = await signedIn('bob');
    const identity = await one.who();
    if (identity?.kind !== 'person') throw new Error('nobody is signed in');
    const { token } = await make('bob', 'viewer');
    expect(await changePassword(identity, PASSWORD, 'another good one')).toBeUndefined();
    expect(await asked(`Bearer ${token}`)).toBeDefined();
    const { url = '' } = (await inviteToReset(browser(), 'bob')) ?? {};
    const secret = new URL(url).pathname.replace('/join/', '');
    const form = new URLSearchParams({ password: PASSWORD });
    expect(await acceptInvitation(browser(), secret, form)).toEqual([]);
    expect(await asked(`Bearer ${token}`)).toBeUndefined();
    const listed = await listTokens({ ...identity, id: 'bob' });
    expect(listed.filter(({ valid }) => valid)).toEqual([]);
  });

  it('stand for a role, for 90 days unless told otherwise', async () => {
    const { token, ...shown } = await make('bob', 'viewer');
    expect(JSON.stringify(shown)).not.toContain(token);
    expect(shown).toMatchObject({
      by: 'bob',
      valid: true,
      expires_at: new Date(START + 90 * 24 * HOUR).toISOString(),
    });
    expect(await asked(`Bearer ${token}`)).toMatchObject({ kind: 'token', name: 'nightly', role: 'viewer' });
    nowMs = START + 90 * 24 * HOUR - 1;
    expect(await asked(`Bearer ${token}`)).toBeDefined();
    nowMs += 1;
    expect(await asked(`Bearer ${token}`)).toBeUndefined();
  });

  it('may not do more than who made them, now or later', async () => {
    const { store } = await app();
    await expect(make('bob', 'owner')).rejects.toThrow('you are editor');
    await expect(make('ada', 'owner', 366)).rejects.toThrow('at most 365');
    const { token } = await make('ada', 'owner');
    await store.changePerson('bob', { role: 'owner' });
    await store.changePerson('ada', { role: 'viewer' });
    expect(await asked(`Bearer ${token}`)).toMatchObject({ role: 'viewer' });
    await store.changePerson('ada', { disabledAt: new Date(nowMs).toISOString() });
    expect(await asked(`Bearer ${token}`)).toBeUndefined();
    await store.changePerson('ada', { role: 'owner', disabledAt: null });
    expect(await asked(`Bearer ${token}`)).toMatchObject({ role: 'owner' });
    await store.changePerson('bob', { role: 'editor' });
    await expect(
      makeToken({ kind: 'token', id: 't', name: 't', role: 'owner' }, '::1', { name: 'x', role: 'viewer' }),
    ).rejects.toThrow('cannot make another');
  });

  it('are revoked at once, by who made them or an owner', async () => {
    const { token, id } = await make('ada', 'viewer');
    expect(
      await revokeToken({ kind: 'person', id: 'bob', name: 'bob', role: 'editor', session: 's' }, id),
    ).toBeUndefined();
    expect(await asked(`Bearer ${token}`)).toBeDefined();
    expect(
      await revokeToken({ kind: 'person', id: 'ada', name: 'ada', role: 'owner', session: 's' }, id),
    ).toBe('nightly');
    expect(await asked(`Bearer ${token}`)).toBeUndefined();
  });

  it.each(['', 'Bearer', 'Bearer x', 'Basic YWRhOng=', `Bearer crossrate_${'A'.repeat(43)}`])(
    'are not %j',
    async (authorization) => expect(await asked(authorization)).toBeUndefined(),
  );
});

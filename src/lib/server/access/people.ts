import * as v from 'valibot';
import type { Identity } from '$lib/access/identity';
import { readBody } from '$lib/server/answers/words-of-people';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import type { Credentials, Person, PersonChanged, Session } from '$lib/server/store/access';
import { byPassword } from './login';
import { name, role } from './new-person';
import { hashPassword, passwordFault, verifyPassword } from './password';
import { endOf, isOver } from './sessions';

const CHANGE = v.strictObject({
  name: v.exactOptional(name),
  role: v.exactOptional(role),
  disabled: v.exactOptional(v.boolean('must be true or false')),
  code: v.exactOptional(v.literal(false, 'can only be turned off, with false')),
});

/** A person as the API shows them. */
export interface PersonJson {
  id: string;
  name: string;
  email: string;
  role: Person['role'];
  created_at: string;
  /** Since when they may not sign in. */
  disabled_at: string | null;
  /** Of the sessions that they have now; null where they have none. */
  last_seen_at: string | null;
  signs_in_with: { password: boolean; code: boolean; provider: boolean };
}

/** A session as the API shows it. */
export interface SessionJson {
  id: string;
  created_at: string;
  /** Minutes old at most. */
  last_seen_at: string;
  /** If nobody uses it until then. */
  ends_at: string;
  address: string;
  user_agent: string;
  /** Is it the one that asks? */
  current: boolean;
}

/** Everybody, by name. */
export async function listPeople(): Promise<PersonJson[]> {
  const { store } = await app();
  const people = await store.people();
  return Promise.all(
    people.map(async (person) =>
      personToJson(person, await store.credentials(person.id), await store.sessions(person.id)),
    ),
  );
}

/**
 * Changes { name?, role?, disabled?, code? } of a person at once; their sessions end where they are disabled. `code: false`
 * asks for no one-time code any more, for the day that telephone and recovery codes are lost; one's own are turned off on
 * the account page, which asks for the password. Throws BadInput.
 */
export async function changePerson(id: string, identity: Identity, body: unknown): Promise<PersonChanged> {
  const { disabled, ...change } = readBody(CHANGE, body);
  const { store, now } = await app();
  if (change.code === false && isOneself(identity, id))
    throw new BadInput([
      {
        where: 'code',
        message: 'is your own: turn codes off on your account page, which asks for your password',
      },
    ]);
  const at = disabled ? new Date(now()).toISOString() : null;
  return store.changePerson(id, { ...change, ...(disabled === undefined ? {} : { disabledAt: at }) });
}

/** Is it a change of a token's that only takes away? */
export function isDisabling(body: unknown): boolean {
  return v.is(v.strictObject({ disabled: v.literal(true) }), body);
}

/** Is a person who asks? */
export function isOneself(identity: Identity, person: string): boolean {
  return identity.kind === 'person' && identity.id === person;
}

/** The sessions of a person that are not over, the latest seen first. */
export async function listSessions(person: string, current: string | undefined): Promise<SessionJson[]> {
  const { store, now } = await app();
  const sessions = (await store.sessions(person)).filter((session) => !isOver(session, now()));
  return sessions.map((session) => ({
    id: session.id,
    created_at: session.createdAt,
    last_seen_at: session.lastSeenAt,
    ends_at: endOf(session),
    address: session.address,
    user_agent: session.userAgent,
    current: session.id === current,
  }));
}

/**
 * Sets a new password of whoever knows the old one (or has none yet), and ends their other sessions; a sentence where
 * it is not taken. Throws Busy.
 */
export async function changePassword(
  { id, session }: { id: string; session: string },
  old: string,
  password: string,
): Promise<string | undefined> {
  const { store } = await app();
  const person = await store.person(id);
  const credentials = await store.credentials(id);
  const { passwordHash } = credentials;
  if (passwordHash !== undefined && !(await verifyPassword(passwordHash, old)))
    return 'The old password is wrong';
  const fault = passwordFault(password, person?.email);
  if (fault) return fault;
  const change = { passwordHash: await hashPassword(password) };
  if (!(await store.changeCredentials(id, change, byPassword(credentials))))
    return 'Your password was changed meanwhile: begin again';
  await store.removeSessionsOf(id, session);
  return undefined;
}

function personToJson(
  { id, name, email, role, createdAt, disabledAt }: Person,
  { passwordHash, totpSecret, oidc }: Credentials,
  [latest]: Session[],
): PersonJson {
  return {
    id,
    name,
    email,
    role,
    created_at: createdAt,
    disabled_at: disabledAt ?? null,
    last_seen_at: latest?.lastSeenAt ?? null,
    signs_in_with: {
      password: passwordHash !== undefined,
      code: totpSecret !== undefined,
      provider: oidc !== undefined,
    },
  };
}

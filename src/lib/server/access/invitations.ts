import type { RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { nameOf } from '$lib/access/identity';
import { BadInput } from '$lib/server/api';
import { readBody } from '$lib/server/answers/words-of-people';
import { app } from '$lib/server/app';
import type { Invite } from '$lib/server/store/access';
import type { Issue } from '$lib/usage/filters';
import { actorOf, addAudit } from './audit';
import { byPassword, letIn } from './login';
import { email, NAME_TAKEN, parseNewPerson, role } from './new-person';
import { hashPassword, passwordFault } from './password';
import { hashOfSecret, newSecret } from './secret';

const DAY_MS = 86_400_000;
const JOIN_DAYS = 7;
const RESET_DAYS = 1;
const SECRET = /^[\w-]{43}$/;
const OVER: Issue = {
  where: 'link',
  message: 'This link was used, taken back or has expired: ask for a new one',
};

const INVITATION = v.strictObject({ email, role });

/** An invitation as the API shows it; never its secret. */
export interface InvitationJson {
  id: string;
  /** `reset`: the link lets a person set a new password. */
  kind: Invite['kind'];
  email: string;
  role: Invite['role'] | null;
  by: string;
  created_at: string;
  expires_at: string;
}

/** One-time links that can still be used, the newest first. */
export async function openInvitations(): Promise<InvitationJson[]> {
  const { store, now } = await app();
  const at = new Date(now()).toISOString();
  return (await store.invites()).filter((invite) => isOpen(invite, at)).map(toJson);
}

/**
 * Makes a one-time link { email, role } by which somebody becomes a person, good for 7 days; `url` is in this answer only.
 * Throws BadInput, also where the address is somebody's already.
 */
export async function invite(event: Asked, body: unknown): Promise<InvitationJson & { url: string }> {
  const asked = readBody(INVITATION, body);
  const { store } = await app();
  if (await store.personByEmail(asked.email))
    throw new BadInput([
      { where: 'email', message: `somebody with the address ${asked.email} is here already` },
    ]);
  return makeLink(event, { kind: 'join', ...asked }, JOIN_DAYS);
}

/** Makes a one-time link by which a person sets a new password, good for a day; undefined where there is no such person. */
export async function inviteToReset(
  event: Asked,
  personId: string,
): Promise<(InvitationJson & { url: string }) | undefined> {
  const { store } = await app();
  const person = await store.person(personId);
  return person && makeLink(event, { kind: 'reset', email: person.email, person: person.id }, RESET_DAYS);
}

/** The link of a secret that can still be used. */
export async function openInvitation(secret: string): Promise<Invite | undefined> {
  if (!SECRET.test(secret)) return undefined;
  const { store, now } = await app();
  const found = await store.inviteByHash(hashOfSecret(secret));
  return found && isOpen(found, new Date(now()).toISOString()) ? found : undefined;
}

/** Uses a link up: adds its person, or sets their password, and signs them in; what is wrong with the form otherwise. */
export async function acceptInvitation(
  event: Pick<RequestEvent, 'cookies' | 'request' | 'locals'>,
  secret: string,
  form: URLSearchParams,
): Promise<Issue[]> {
  const found = await openInvitation(secret);
  if (!found) return [OVER];
  return found.kind === 'join' ? join(event, secret, found, form) : reset(event, secret, found, form);
}

type Asked = Pick<RequestEvent, 'locals' | 'url'>;
type Accepting = Parameters<typeof acceptInvitation>[0];

async function makeLink(
  { locals, url }: Asked,
  of: Pick<Invite, 'kind' | 'email'> & Partial<Pick<Invite, 'role' | 'person'>>,
  days: number,
): Promise<InvitationJson & { url: string }> {
  const { store, config, now } = await app();
  const secret = newSecret();
  const made: Invite = {
    id: crypto.randomUUID(),
    ...of,
    madeBy: nameOf(locals.identity),
    createdAt: new Date(now()).toISOString(),
    expiresAt: new Date(now() + days * DAY_MS).toISOString(),
  };
  await store.addInvite(made, hashOfSecret(secret));
  return { ...toJson(made), url: `${config.origin ?? url.origin}/join/${secret}` };
}

async function join(
  event: Accepting,
  secret: string,
  { email, role }: Invite,
  form: URLSearchParams,
): Promise<Issue[]> {
  const { store, now } = await app();
  const parsed = parseNewPerson(form, email);
  if (!parsed.ok) return parsed.issues;
  const at = new Date(now()).toISOString();
  const { name, password } = parsed.value;
  const person = { id: crypto.randomUUID(), name, email, role: role ?? 'viewer', createdAt: at };
  const passwordHash = await hashPassword(password);
  const joined = await store.joinByInvite(hashOfSecret(secret), at, person, { passwordHash });
  if (joined !== 'joined') return [joined === 'over' ? OVER : NAME_TAKEN];
  await addAudit(
    event,
    { action: 'joined by invitation', subject: email, detail: person.role },
    actorOf(person),
  );
  await letIn(event, person, 'by invitation', byPassword({ passwordHash }));
  return [];
}

async function reset(
  event: Accepting,
  secret: string,
  found: Invite,
  form: URLSearchParams,
): Promise<Issue[]> {
  const { store, now } = await app();
  const password = form.get('password') ?? '';
  const fault = passwordFault(password, found.email);
  if (fault) return [{ where: 'password', message: fault }];
  const person = found.person === undefined ? undefined : await store.person(found.person);
  const passwordHash = await hashPassword(password);
  const at = new Date(now()).toISOString();
  if (!person || !(await store.resetByInvite(hashOfSecret(secret), at, passwordHash))) return [OVER];
  await addAudit(event, { action: 'set a new password by link', subject: found.email }, actorOf(person));
  return [];
}

function isOpen({ usedAt, expiresAt }: Invite, at: string): boolean {
  return usedAt === undefined && expiresAt > at;
}

function toJson({ id, kind, email, role, madeBy, createdAt, expiresAt }: Invite): InvitationJson {
  return { id, kind, email, role: role ?? null, by: madeBy, created_at: createdAt, expires_at: expiresAt };
}

import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { Identity } from '$lib/access/identity';
import { app } from '$lib/server/app';
import type { Person, Proof, Session } from '$lib/server/store/access';
import { hashOfSecret, newSecret } from './secret';

/**
 * The prefix makes browsers refuse the cookie unless it is Secure, of this host alone and for all of it. They send
 * Secure cookies over http too where the host is this machine.
 */
export const SESSION_COOKIE = '__Host-crossrate';

const HOUR_MS = 3_600_000;
const IDLE_MS = 12 * HOUR_MS;
const LONGEST_MS = 7 * 24 * HOUR_MS;
/** Not every request is worth a write. */
const SEEN_EVERY_MS = 5 * 60_000;
const OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/**
 * Begins a session and puts its secret into the browser; one that the browser had before is over. Sessions that nobody
 * can use any more are swept out. False where the person may not sign in by what they proved any more: it was changed
 * while it was looked at.
 */
export async function beginSession(
  event: Pick<RequestEvent, 'cookies' | 'request' | 'locals'>,
  { id: person }: Pick<Person, 'id'>,
  proof: Proof,
): Promise<boolean> {
  const { store, now } = await app();
  const at = now();
  await endSession(event.cookies);
  await store.sweepSessions(new Date(at - IDLE_MS).toISOString(), new Date(at - LONGEST_MS).toISOString());
  const secret = newSecret();
  const session: Session = {
    id: crypto.randomUUID(),
    person,
    createdAt: new Date(at).toISOString(),
    lastSeenAt: new Date(at).toISOString(),
    address: event.locals.address,
    userAgent: (event.request.headers.get('user-agent') ?? '').slice(0, 300),
  };
  if (!(await store.addSession(session, hashOfSecret(secret), proof))) return false;
  event.cookies.set(SESSION_COOKIE, secret, { ...OPTIONS, maxAge: LONGEST_MS / 1000 });
  return true;
}

/** Ends the session of a browser, in the store and in the browser. */
export async function endSession(cookies: Cookies): Promise<void> {
  const secret = cookies.get(SESSION_COOKIE);
  if (!secret) return;
  const { store } = await app();
  const found = await store.sessionByHash(hashOfSecret(secret));
  if (found) await store.removeSession(found.session.id);
  cookies.delete(SESSION_COOKIE, OPTIONS);
}

/**
 * Who a session's secret stands for, read from the store at every call; nobody where it is over: 12 hours unseen, 7 days
 * old, ended, or its person disabled.
 */
export async function personOfSession(secret: string): Promise<Identity> {
  const { store, now, log } = await app();
  const found = await store.sessionByHash(hashOfSecret(secret));
  if (!found) return { kind: 'nobody' };
  const { session, person } = found;
  if (person.disabledAt !== undefined || isOver(session, now())) return { kind: 'nobody' };
  if (now() - Date.parse(session.lastSeenAt) >= SEEN_EVERY_MS)
    void store
      .touchSession(session.id, new Date(now()).toISOString())
      .catch((error: unknown) => log.warn({ err: error }, 'when a session was seen was not written'));
  const { id, name, role } = person;
  return { kind: 'person', id, name, role, session: session.id };
}

/** When a session is over if nobody uses it, and at the latest: RFC 3339. */
export function endOf({ createdAt, lastSeenAt }: Session): string {
  const end = Math.min(Date.parse(lastSeenAt) + IDLE_MS, Date.parse(createdAt) + LONGEST_MS);
  return new Date(end).toISOString();
}

/** Is a session over? */
export function isOver(session: Session, nowMs: number): boolean {
  return Date.parse(endOf(session)) <= nowMs;
}

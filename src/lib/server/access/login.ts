import type { RequestEvent } from '@sveltejs/kit';
import { app } from '$lib/server/app';
import type { Credentials, Person, Proof } from '$lib/server/store/access';
import { actorOf, addAudit } from './audit';
import { Busy, verifyPassword } from './password';
import { useRecoveryCode } from './recovery-codes';
import { hashOfSecret, newSecret } from './secret';
import { beginSession } from './sessions';
import { verifyTotp } from './totp';
import { countTry, forgetTries, giveTryBack } from './tries';

type Asking = Pick<RequestEvent, 'cookies' | 'request' | 'locals'>;

/** What became of a try to sign in. `code`: the password is right, and a one-time code is needed too. */
export type SignIn =
  | { answer: 'in' }
  | { answer: 'code'; ticket: string }
  | { answer: 'no'; status: 400 | 429 | 503; message: string };

const WRONG: SignIn = {
  answer: 'no',
  status: 400,
  message: 'The address or the password is wrong, or this person may not sign in.',
};
const WRONG_CODE: SignIn = { answer: 'no', status: 400, message: 'The code is wrong, or was used already.' };
const TICKET_MS = 5 * 60_000;
const MOST_TICKETS = 1_000;

/** Whose password was right a moment ago, by the hash of what the form carries to the second step. */
const tickets = new Map<string, { person: string; passwordHash: string | undefined; until: number }>();

/**
 * Signs somebody in by address and password. Somebody unknown, disabled or without a password is told the same as
 * somebody whose password is wrong, after the same work.
 */
export async function signIn(event: Asking, email: string, password: string): Promise<SignIn> {
  const { store, now } = await app();
  const account = email.trim().toLowerCase();
  const wait = await countTry(account, event.locals.address);
  if (wait !== undefined) return tooMany(wait);
  const person = await store.personByEmail(account);
  const credentials = person ? await store.credentials(person.id) : {};
  const right = await checked(credentials.passwordHash, password);
  if (right === undefined) {
    await giveTryBack(account, event.locals.address);
    return busy();
  }
  if (!right || !person || person.disabledAt !== undefined) return wrong(event, person);
  await forgetTries(account, event.locals.address);
  if (credentials.totpSecret !== undefined)
    return { answer: 'code', ticket: newTicket(person.id, credentials.passwordHash, now()) };
  return entered(event, person, 'by password', byPassword(credentials));
}

/** The second step: a one-time code, or a recovery code, of whose password was right. */
export async function confirmCode(event: Asking, ticket: string, code: string): Promise<SignIn> {
  const { store, now } = await app();
  const known = tickets.get(hashOfSecret(ticket));
  if (!known || known.until < now()) return expired();
  const person = await store.person(known.person);
  if (!person || person.disabledAt !== undefined) return expired();
  const wait = await countTry(`code of ${person.id}`, event.locals.address);
  if (wait !== undefined) return tooMany(wait);
  const credentials = await store.credentials(person.id);
  if (credentials.passwordHash !== known.passwordHash) return expired();
  const how = await codeUsed(person, credentials, code);
  if (!how) {
    await addAudit(event, { action: 'was refused at sign-in', detail: 'by a wrong code' }, actorOf(person));
    return WRONG_CODE;
  }
  tickets.delete(hashOfSecret(ticket));
  await forgetTries(`code of ${person.id}`, event.locals.address);
  return entered(event, person, how, byPassword(credentials));
}

/**
 * Begins a session for somebody who has shown who they are, in whichever way, unless what they showed was changed since
 * it was read; `how` goes to the audit log.
 */
export async function letIn(event: Asking, person: Person, how: string, proof: Proof): Promise<SignIn> {
  if (!(await beginSession(event, person, proof))) return WRONG;
  await addAudit(event, { action: 'signed in', detail: how }, actorOf(person));
  return { answer: 'in' };
}

/** What a password, and a code where one is asked for, prove. */
export function byPassword({ passwordHash, totpSecret }: Credentials): Proof {
  return { by: 'password', passwordHash, totpSecret };
}

async function entered(event: Asking, person: Person, how: string, proof: Proof): Promise<SignIn> {
  const inside = await letIn(event, person, how, proof);
  return inside.answer === 'in' ? inside : wrong(event, person);
}

async function wrong(event: Asking, person: Person | undefined): Promise<SignIn> {
  await addAudit(event, { action: 'was refused at sign-in' }, actorOf(person));
  return WRONG;
}

async function checked(hash: string | undefined, password: string): Promise<boolean | undefined> {
  try {
    return await verifyPassword(hash, password);
  } catch (error) {
    if (error instanceof Busy) return undefined;
    throw error;
  }
}

/** How a code was good, which it is once: undefined where it is not. */
async function codeUsed(
  { id }: Person,
  { totpSecret, totpStep, recoveryHashes = [] }: Credentials,
  code: string,
): Promise<string | undefined> {
  const { store, now } = await app();
  const step = totpSecret === undefined ? undefined : verifyTotp(totpSecret, code, now(), totpStep);
  if (step !== undefined) return (await store.useTotpStep(id, step)) ? 'by password and code' : undefined;
  const left = useRecoveryCode(recoveryHashes, code);
  if (!left || !(await store.useRecoveryCode(id, recoveryHashes, left))) return undefined;
  return `by password and recovery code, ${left.length} left`;
}

function newTicket(person: string, passwordHash: string | undefined, nowMs: number): string {
  for (const [hash, { until }] of tickets) if (until < nowMs) tickets.delete(hash);
  if (tickets.size >= MOST_TICKETS) tickets.clear();
  const ticket = newSecret();
  tickets.set(hashOfSecret(ticket), { person, passwordHash, until: nowMs + TICKET_MS });
  return ticket;
}

function tooMany(seconds: number): SignIn {
  const minutes = Math.ceil(seconds / 60);
  const message = `There were too many tries. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`;
  return { answer: 'no', status: 429, message };
}

function busy(): SignIn {
  return {
    answer: 'no',
    status: 503,
    message: 'Too many people are signing in. Try again in a few seconds.',
  };
}

function expired(): SignIn {
  return { answer: 'no', status: 400, message: 'That took too long. Sign in again.' };
}

import type { RequestEvent } from '@sveltejs/kit';
import { namesFor } from '$lib/access/person-name';
import { app } from '$lib/server/app';
import type { Person, Proof } from '$lib/server/store/access';
import { Turns } from '$lib/server/turns';
import { actorOf, addAudit } from './audit';
import { openInvitation } from './invitations';
import { letIn } from './login';
import { openTransaction, sealTransaction, OIDC_WITHIN_S } from './oidc-cookie';
import {
  beginOidc,
  finishOidc,
  type OidcAccount,
  type OidcPurpose,
  type OidcTransaction,
} from './oidc-exchange';
import { hashOfSecret } from './secret';

type Travelling = Pick<RequestEvent, 'cookies' | 'request' | 'locals' | 'url'>;

/**
 * Why nobody was let in. `unknown`: nobody here is linked with that account; `taken`: somebody else here is; `link`: the
 * invitation was used, taken back or has expired; `late`: it took too long, or began in another browser or session.
 */
export type Refused = 'unreachable' | 'denied' | 'untrusted' | 'unknown' | 'taken' | 'link' | 'late';

/** Where to go once back from the provider, and why not where it did not go well. */
export interface Arrival {
  purpose: OidcPurpose['kind'];
  to: string;
  refused?: Refused;
}

const COOKIE = '__Host-crossrate-oidc';
const OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;
/** Looking whether an account is somebody's, and giving it to somebody, must not come apart. */
const LINKING = new Turns(1);

/** The provider's address to go to, with what must come back kept in a cookie; undefined where none is set up, or it cannot be reached. */
export async function beginAtProvider(
  { cookies, url }: Travelling,
  asked: Pick<OidcTransaction, 'purpose' | 'next'>,
): Promise<URL | undefined> {
  const { config, log, now } = await app();
  if (!config.oidc) return undefined;
  const begun = await beginOidc(config.oidc, redirectUri(config.origin ?? url.origin), asked, now());
  if (!begun.ok) {
    log.warn({ why: begun.detail }, 'the provider of identities cannot be used');
    return undefined;
  }
  const sealed = await sealTransaction(begun.transaction, now());
  cookies.set(COOKIE, sealed, { ...OPTIONS, maxAge: OIDC_WITHIN_S });
  return begun.url;
}

/** Lets in, adds or links whoever comes back from the provider; the cookie of the journey is used up. */
export async function arriveFromProvider(event: Travelling): Promise<Arrival> {
  const { config, log, now } = await app();
  const { cookies, url } = event;
  const transaction = await openTransaction(cookies.get(COOKIE) ?? '', now());
  cookies.delete(COOKIE, OPTIONS);
  if (!config.oidc || !transaction) return { purpose: 'login', to: '/', refused: 'late' };
  const cameBack = new URL(redirectUri(config.origin ?? url.origin) + url.search);
  const outcome = await finishOidc(config.oidc, cameBack, transaction, now());
  const { purpose, next: to } = transaction;
  if (!outcome.ok) {
    log.warn({ why: outcome.why, detail: outcome.detail }, 'a sign-in through the provider was refused');
    return { purpose: purpose.kind, to, refused: outcome.why };
  }
  const refused = await LINKING.take(() => admit(event, purpose, outcome.account));
  return { purpose: purpose.kind, to, ...(refused ? { refused } : {}) };
}

function redirectUri(origin: string): string {
  return `${origin}/login/oidc/callback`;
}

async function admit(
  event: Travelling,
  purpose: OidcPurpose,
  account: OidcAccount,
): Promise<Refused | undefined> {
  const { store } = await app();
  const known = await store.personByOidc(account.issuer, account.subject);
  switch (purpose.kind) {
    case 'login':
      return enter(event, known, account);
    case 'join':
      return known ? 'taken' : join(event, purpose.invite, account);
    case 'link':
      return link(event, purpose, known, account);
  }
}

/** Somebody disabled is told the same as somebody unknown. */
async function enter(
  event: Travelling,
  known: Person | undefined,
  account: OidcAccount,
): Promise<Refused | undefined> {
  const { config } = await app();
  const through = `through ${config.oidc?.name ?? 'the provider'}`;
  if (known && (await letIn(event, known, through, byProvider(account))).answer === 'in') return undefined;
  await addAudit(event, { action: 'was refused at sign-in', detail: through }, actorOf(known));
  return 'unknown';
}

function byProvider({ issuer, subject }: OidcAccount): Proof {
  return { by: 'provider', issuer, subject };
}

async function join(event: Travelling, secret: string, account: OidcAccount): Promise<Refused | undefined> {
  const { now } = await app();
  const found = await openInvitation(secret);
  if (found?.kind !== 'join') return 'link';
  const { email, role = 'viewer' } = found;
  const at = new Date(now()).toISOString();
  const invited = { id: crypto.randomUUID(), name: email, email, role, createdAt: at };
  const person = await joinNamed(secret, at, invited, account);
  if (!person) return 'link';
  await addAudit(event, { action: 'joined by invitation', subject: email, detail: role }, actorOf(person));
  await letIn(event, person, 'by invitation', byProvider(account));
  return undefined;
}

/** Joins under the first name that is nobody else's: nobody is there to be asked for another. */
async function joinNamed(
  secret: string,
  at: string,
  person: Person,
  account: OidcAccount,
): Promise<Person | undefined> {
  const { store } = await app();
  const { issuer, subject } = account;
  for (const name of namesFor(account.name, person)) {
    const named = { ...person, name };
    const joined = await store.joinByInvite(hashOfSecret(secret), at, named, { oidc: { issuer, subject } });
    if (joined !== 'name taken') return joined === 'joined' ? named : undefined;
  }
  return undefined;
}

async function link(
  event: Travelling,
  { person, session }: Extract<OidcPurpose, { kind: 'link' }>,
  known: Person | undefined,
  { issuer, subject }: OidcAccount,
): Promise<Refused | undefined> {
  const { identity } = event.locals;
  if (identity.kind !== 'person' || identity.id !== person || identity.session !== session) return 'late';
  if (known && known.id !== person) return 'taken';
  const { store } = await app();
  await store.changeCredentials(person, { oidc: { issuer, subject } });
  await addAudit(event, { action: 'linked a provider of identities', subject: issuer });
  return undefined;
}

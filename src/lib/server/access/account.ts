import * as v from 'valibot';
import type { Identity } from '$lib/access/identity';
import { readBody } from '$lib/server/answers/words-of-people';
import { settings } from '$lib/server/answers/settings';
import { BadInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import type { CredentialChange, Proof } from '$lib/server/store/access';
import { byPassword } from './login';
import { changePassword } from './people';
import { Busy, verifyPassword } from './password';
import { qrPicture } from './qr-picture';
import { newRecoveryCodes } from './recovery-codes';
import { newTotpSecret, totpAddress, verifyTotp } from './totp';
import { countTry, forgetTries, giveTryBack } from './tries';

/** Somebody who signed in: only they have an account. */
export type PersonIdentity = Extract<Identity, { kind: 'person' }>;

/** So long after signing in somebody without a password may do what others are asked for theirs for. */
const FRESH_MS = 10 * 60_000;
const NOT_FRESH =
  'cannot be asked for, for you have none: sign out, sign in again, and do this within 10 minutes';

const text = v.string('must be text');
const PASSWORD = v.strictObject({ old: v.exactOptional(text, ''), password: text });
const CODE = v.strictObject({
  secret: v.pipe(text, v.regex(/^[A-Z2-7]{32}$/, 'is not a secret of ours: begin again')),
  code: text,
  password: v.exactOptional(text, ''),
});
const PRESENT = v.strictObject({ password: v.exactOptional(text, '') });

/** One's own account as the API shows it. */
export interface AccountJson {
  name: string;
  email: string;
  role: PersonIdentity['role'];
  password: boolean;
  /** Is a one-time code asked for at login? */
  code: boolean;
  recovery_codes_left: number;
  /** The provider of identities that one can sign in with; null: none is linked. */
  provider: string | null;
}

/** The account of who asks. */
export async function account({ id, name, role }: PersonIdentity): Promise<AccountJson> {
  const { store } = await app();
  const person = await store.person(id);
  const { passwordHash, totpSecret, recoveryHashes, oidc } = await store.credentials(id);
  return {
    name,
    email: person?.email ?? '',
    role,
    password: passwordHash !== undefined,
    code: totpSecret !== undefined,
    recovery_codes_left: totpSecret === undefined ? 0 : (recoveryHashes?.length ?? 0),
    provider: oidc?.issuer ?? null,
  };
}

/** Sets a new password { old, password } and ends the other sessions. Throws BadInput, and Busy. */
export async function setPassword(identity: PersonIdentity, address: string, body: unknown): Promise<void> {
  const { old, password } = readBody(PASSWORD, body);
  await provePassword(identity, address, old, 'old');
  const fault = await changePassword(identity, old, password);
  if (fault) throw new BadInput([{ where: 'password', message: fault }]);
}

/** A secret for an authenticator app, as text, address and picture; nothing is kept before a code of it is confirmed. */
export async function newCode({ id }: PersonIdentity): Promise<{
  secret: string;
  address: string;
  picture: string;
}> {
  const { store } = await app();
  const secret = newTotpSecret();
  const { organisation } = await settings();
  const issuer = organisation ? `Crossrate ${organisation}` : 'Crossrate';
  const address = totpAddress(secret, (await store.person(id))?.email ?? '', issuer);
  return { secret, address, picture: qrPicture(address) };
}

/**
 * Asks for a one-time code at login from now on { secret, code, password }: gives the recovery codes, which are in this
 * answer only. Throws BadInput where the code is not of that secret.
 */
export async function turnCodeOn(
  identity: PersonIdentity,
  address: string,
  body: unknown,
): Promise<string[]> {
  const { secret, code, password } = readBody(CODE, body);
  const { store, now } = await app();
  const proof = await provePassword(identity, address, password, 'password');
  const step = verifyTotp(secret, code, now(), undefined);
  if (step === undefined)
    throw new BadInput([{ where: 'code', message: 'is not what the app shows now. Is its clock right?' }]);
  const { codes, hashes } = newRecoveryCodes();
  await change(identity, { totpSecret: secret, recoveryHashes: hashes }, proof);
  await store.useTotpStep(identity.id, step);
  await store.removeSessionsOf(identity.id, identity.session);
  return codes;
}

/** Asks for no code at login any more { password }. Throws BadInput. */
export async function turnCodeOff(identity: PersonIdentity, address: string, body: unknown): Promise<void> {
  const proof = await provePresent(identity, address, body);
  await change(identity, { totpSecret: null, recoveryHashes: null }, proof);
}

/** Unlinks the provider of identities { password }. Throws BadInput where nothing would be left to sign in with. */
export async function unlinkProvider(
  identity: PersonIdentity,
  address: string,
  body: unknown,
): Promise<void> {
  const { store } = await app();
  const { passwordHash } = await store.credentials(identity.id);
  if (passwordHash === undefined)
    throw new BadInput([{ where: 'password', message: 'set a password first: else you could not come in' }]);
  const proof = await provePresent(identity, address, body);
  await change(identity, { oidc: null }, proof);
}

/** The same as provePassword, of a body { password }. */
export async function provePresent(identity: PersonIdentity, address: string, body: unknown): Promise<Proof> {
  return provePassword(identity, address, readBody(PRESENT, body).password, 'password');
}

/**
 * Throws BadInput unless the present password is given: a session left open must not be enough. Who has none, as they come
 * through a provider, must have come a moment ago: what may be done with a session that somebody else got hold of is the same.
 */
export async function provePassword(
  { id, session }: PersonIdentity,
  address: string,
  password: string,
  where: string,
): Promise<Proof> {
  const { store } = await app();
  const credentials = await store.credentials(id);
  const { passwordHash } = credentials;
  if (passwordHash === undefined) {
    if (!(await isFresh(session))) throw new BadInput([{ where, message: NOT_FRESH }]);
    return byPassword(credentials);
  }
  const account = `password of ${id}`;
  if ((await countTry(account, address)) !== undefined)
    throw new BadInput([{ where, message: 'was wrong too often. Try again in 15 minutes' }]);
  const right = await verifyPassword(passwordHash, password).catch(async (error: unknown) => {
    if (error instanceof Busy) await giveTryBack(account, address);
    throw error;
  });
  if (!right) throw new BadInput([{ where, message: 'is not your present password' }]);
  await forgetTries(account, address);
  return byPassword(credentials);
}

async function isFresh(id: string): Promise<boolean> {
  const { store, now } = await app();
  const session = await store.session(id);
  return session !== undefined && now() - Date.parse(session.createdAt) <= FRESH_MS;
}

/** Changes what one signs in with, unless it was changed since it was proved. */
async function change({ id }: PersonIdentity, to: CredentialChange, proof: Proof): Promise<void> {
  const { store } = await app();
  if (!(await store.changeCredentials(id, to, proof)))
    throw new BadInput([{ where: 'body', message: 'your account was changed meanwhile: begin again' }]);
}

import * as v from 'valibot';
import { nameOf, roleOf, type Identity } from '$lib/access/identity';
import { lesserRole, mayAct, ROLES } from '$lib/access/role';
import { BadInput } from '$lib/server/api';
import { person as name, readBody } from '$lib/server/answers/words-of-people';
import { app } from '$lib/server/app';
import type { ApiToken } from '$lib/server/store/access';
import { provePassword } from './account';
import { hashOfSecret, newSecret } from './secret';

/** So that a token is known for one wherever it turns up. */
const PREFIX = 'crossrate_';
const DAY_MS = 86_400_000;
const USED_EVERY_MS = 5 * 60_000;

const TOKEN = v.strictObject({
  name,
  role: v.picklist(ROLES, `must be one of ${ROLES.join(', ')}`),
  password: v.exactOptional(v.string('must be text'), ''),
  expires_in_days: v.exactOptional(
    v.pipe(
      v.number('must be a number of days'),
      v.integer('must be a whole number of days'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(365, 'must be at most 365'),
    ),
    90,
  ),
});

/** An API token as the API shows it; never its secret. */
export interface TokenJson {
  id: string;
  name: string;
  role: ApiToken['role'];
  by: string;
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
  /** May it be used now? */
  valid: boolean;
}

/** Who a token stands for; undefined where it is none, has expired, was revoked, or its maker may not act any more. */
export async function identityOfToken(secret: string | undefined): Promise<Identity | undefined> {
  if (!secret?.startsWith(PREFIX)) return undefined;
  const { store, now, log } = await app();
  const found = await store.tokenByHash(hashOfSecret(secret));
  if (!found || !isValid(found.token, now())) return undefined;
  const { token, person } = found;
  if (token.person !== undefined && (!person || person.disabledAt !== undefined)) return undefined;
  if (now() - Date.parse(token.lastUsedAt ?? token.createdAt) >= USED_EVERY_MS || !token.lastUsedAt)
    void store
      .touchToken(token.id, new Date(now()).toISOString())
      .catch((error: unknown) => log.warn({ err: error }, 'when a token was used was not written'));
  // Never more than its maker may do now.
  const role = person ? lesserRole(token.role, person.role) : token.role;
  const { id, name } = token;
  return { kind: 'token', id, name, role, ...(person ? { person: person.id } : {}) };
}

/** Tokens, the newest first: an owner sees everybody's, others their own. */
export async function listTokens(identity: Identity): Promise<TokenJson[]> {
  const { store, now } = await app();
  const tokens = await store.tokens();
  return tokens.filter((token) => isTheirs(token, identity)).map((token) => toJson(token, now()));
}

/**
 * Makes a token { name, role, expires_in_days?, password }; its secret is in this answer only. Throws BadInput: a token may
 * not do more than who makes it, no token makes another, and it outlives the session, so that the present password is asked
 * for. Throws Busy.
 */
export async function makeToken(
  identity: Identity,
  address: string,
  body: unknown,
): Promise<TokenJson & { token: string }> {
  const { name, role, expires_in_days, password } = readBody(TOKEN, body);
  const own = roleOf(identity);
  if (!own || identity.kind === 'token')
    throw new BadInput([{ where: 'body', message: 'a token cannot make another: sign in' }]);
  if (!mayAct(own, role))
    throw new BadInput([{ where: 'role', message: `you are ${own}: not more than that` }]);
  const proof =
    identity.kind === 'person' ? await provePassword(identity, address, password, 'password') : undefined;
  const { store, now } = await app();
  const secret = PREFIX + newSecret();
  const token: ApiToken = {
    id: crypto.randomUUID(),
    name,
    role,
    madeBy: nameOf(identity),
    ...(identity.kind === 'person' ? { person: identity.id } : {}),
    createdAt: new Date(now()).toISOString(),
    expiresAt: new Date(now() + expires_in_days * DAY_MS).toISOString(),
  };
  if (!(await store.addToken(token, hashOfSecret(secret), proof)))
    throw new BadInput([{ where: 'password', message: 'was changed meanwhile: begin again' }]);
  return { ...toJson(token, now()), token: secret };
}

/** Revokes a token at once; its name, or undefined where there is none of theirs to revoke. */
export async function revokeToken(identity: Identity, id: string): Promise<string | undefined> {
  const { store, now } = await app();
  const token = (await store.tokens()).find((one) => one.id === id);
  if (!token || !isTheirs(token, identity)) return undefined;
  return (await store.revokeToken(id, new Date(now()).toISOString())) ? token.name : undefined;
}

function isTheirs(token: ApiToken, identity: Identity): boolean {
  if (roleOf(identity) === 'owner') return true;
  return identity.kind === 'person' ? token.person === identity.id : token.id === idOf(identity);
}

function idOf(identity: Identity): string | undefined {
  return identity.kind === 'token' ? identity.id : undefined;
}

function isValid({ expiresAt, revokedAt }: ApiToken, nowMs: number): boolean {
  return revokedAt === undefined && Date.parse(expiresAt) > nowMs;
}

function toJson(token: ApiToken, nowMs: number): TokenJson {
  const { id, name, role, madeBy, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  return {
    id,
    name,
    role,
    by: madeBy,
    created_at: createdAt,
    expires_at: expiresAt,
    last_used_at: lastUsedAt ?? null,
    revoked_at: revokedAt ?? null,
    valid: isValid(token, nowMs),
  };
}

import { EncryptJWT, jwtDecrypt } from 'jose';
import * as v from 'valibot';
import { createSecretKey, randomBytes } from 'node:crypto';
import type { OidcTransaction } from './oidc-exchange';

/** How long somebody may take at the provider. */
export const OIDC_WITHIN_S = 600;

/** Of this process: a restart in between means to begin again. */
const key = createSecretKey(randomBytes(32));

const TRANSACTION = v.object({
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
  next: v.string(),
  purpose: v.variant('kind', [
    v.object({ kind: v.literal('login') }),
    v.object({ kind: v.literal('join'), invite: v.string() }),
    v.object({ kind: v.literal('link'), person: v.string(), session: v.string() }),
  ]),
});

/**
 * A transaction as the value of a cookie, encrypted: the server keeps nothing that a flood of beginnings could fill, and
 * the browser can neither read nor change it.
 */
export function sealTransaction(transaction: OidcTransaction, nowMs: number): Promise<string> {
  return new EncryptJWT({ transaction })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(Math.floor(nowMs / 1000) + OIDC_WITHIN_S)
    .encrypt(key);
}

/** The transaction of a cookie; undefined where it is not one of this process, or has expired. */
export async function openTransaction(cookie: string, nowMs: number): Promise<OidcTransaction | undefined> {
  try {
    const { payload } = await jwtDecrypt(cookie, key, { currentDate: new Date(nowMs) });
    return v.parse(TRANSACTION, payload['transaction']);
  } catch {
    return undefined;
  }
}

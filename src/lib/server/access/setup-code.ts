import type { Store } from '$lib/server/store/store';
import { hashOfSecret, newSecret } from './secret';

const GOOD_FOR_MS = 24 * 3_600_000;

/** Makes the code that makes the first owner, good for a day and in place of an earlier one. Throws where there is an owner. */
export async function makeSetupCode(
  store: Store,
  nowMs: number,
): Promise<{ code: string; expiresAt: string }> {
  if (await store.hasOwner())
    throw new Error('There is an owner already: people are invited on the Settings page, by an owner.');
  const code = newSecret();
  const expiresAt = new Date(nowMs + GOOD_FOR_MS).toISOString();
  await store.putSetupCode(hashOfSecret(code), expiresAt);
  return { code, expiresAt };
}

/** Why nobody could ever sign in; undefined where somebody can, or the first owner can be made. */
export async function whyNobodyCanSignIn(store: Store, nowMs: number): Promise<string | undefined> {
  if (await store.hasOwner()) return undefined;
  const expiry = await store.setupCodeExpiry();
  if (expiry !== undefined && Date.parse(expiry) > nowMs) return undefined;
  const why = expiry === undefined ? 'There is no owner yet' : 'The code for the first owner has expired';
  return `${why}, so nobody could sign in. Run npm run setup with these settings: it prints a code, and the page /setup takes it once Crossrate runs.`;
}

import { roleOf } from '$lib/access/identity';
import { app } from '$lib/server/app';
import { listTokens } from '$lib/server/access/tokens';
import type { PageServerLoad } from './$types';

/** One's own API tokens, and for an owner everybody's. */
export const load: PageServerLoad = async ({ locals: { identity } }) => {
  const { store } = await app();
  const { passwordHash } = identity.kind === 'person' ? await store.credentials(identity.id) : {};
  return {
    tokens: identity.kind === 'local' ? [] : await listTokens(identity),
    role: roleOf(identity) ?? 'viewer',
    hasPassword: passwordHash !== undefined,
  };
};

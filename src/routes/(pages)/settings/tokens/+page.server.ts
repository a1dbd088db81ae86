import { roleOf } from '$lib/access/identity';
import { listTokens } from '$lib/server/access/tokens';
import type { PageServerLoad } from './$types';

/** One's own API tokens, and for an owner everybody's. */
export const load: PageServerLoad = async ({ locals: { identity } }) => ({
  tokens: identity.kind === 'local' ? [] : await listTokens(identity),
  role: roleOf(identity) ?? 'viewer',
});

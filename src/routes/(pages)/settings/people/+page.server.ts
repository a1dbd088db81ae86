import { openInvitations } from '$lib/server/access/invitations';
import { listPeople } from '$lib/server/access/people';
import type { PageServerLoad } from './$types';

/** Everybody, and the links that can still be used. */
export const load: PageServerLoad = async ({ locals: { identity } }) => ({
  people: await listPeople(),
  invitations: await openInvitations(),
  own: identity.kind === 'person' ? identity.id : undefined,
});

import { app } from '$lib/server/app';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** DELETE /api/v1/people/invitations/{id}: the link stops working at once. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  const { store } = await app();
  const invite = (await store.invites()).find(({ id }) => id === params.id);
  if (!(await store.removeInvite(params.id))) return problem(404, { title: 'There is no such invitation' });
  if (invite) locals.audit = { subject: invite.email };
  return new Response(null, { status: 204 });
};

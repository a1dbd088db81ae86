import { json } from '@sveltejs/kit';
import { inviteToReset } from '$lib/server/access/invitations';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** POST /api/v1/people/{id}/reset → 201 InvitationJson and `url`, by which the person sets a new password within a day; `url` is in this answer only. */
export const POST: RequestHandler = async (event) => {
  const made = await inviteToReset(event, event.params.id);
  if (!made) return problem(404, { title: 'There is no such person' });
  event.locals.audit = { subject: made.email };
  return json(made, { status: 201 });
};

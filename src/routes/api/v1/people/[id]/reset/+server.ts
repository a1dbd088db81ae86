import { json } from '@sveltejs/kit';
import { inviteToReset } from '$lib/server/access/invitations';
import { isOneself } from '$lib/server/access/people';
import { refuseToken } from '$lib/server/access/refuse-token';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/**
 * POST /api/v1/people/{id}/reset → 201 InvitationJson and `url`, by which the person sets a new password within a day, which
 * ends their sessions and revokes their tokens; `url` is in this answer only. Not by a token, and not of oneself.
 */
export const POST: RequestHandler = async (event) => {
  const needsPerson = refuseToken(event.locals.identity);
  if (needsPerson) return needsPerson;
  if (isOneself(event.locals.identity, event.params.id))
    return problem(409, {
      type: 'ones-own',
      title: 'This is you',
      detail:
        'Change your password on your account page, which asks for the present one; another owner can make a link.',
    });
  const made = await inviteToReset(event, event.params.id);
  if (!made) return problem(404, { title: 'There is no such person' });
  event.locals.audit = { subject: made.email };
  return json(made, { status: 201 });
};

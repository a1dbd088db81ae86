import { json } from '@sveltejs/kit';
import { invite, openInvitations } from '$lib/server/access/invitations';
import { refuseToken } from '$lib/server/access/refuse-token';
import { answered } from '$lib/server/api';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/people/invitations → { invitations: [ InvitationJson ] }: those that can still be used, the newest first. */
export const GET: RequestHandler = async () => json({ invitations: await openInvitations() });

/** POST /api/v1/people/invitations { email, role } → 201 InvitationJson and `url`, good once within 7 days; `url` is in this answer only. Not by a token. */
export const POST: RequestHandler = (event) =>
  answered(async () => {
    const needsPerson = refuseToken(event.locals.identity);
    if (needsPerson) return needsPerson;
    const body = await readJson(event.request);
    if (body instanceof Response) return body;
    const made = await invite(event, body.value);
    event.locals.audit = { subject: made.email, detail: made.role ?? '' };
    return json(made, { status: 201 });
  });

import { redirect } from '@sveltejs/kit';
import { addAudit } from '$lib/server/access/audit';
import { endSession } from '$lib/server/access/sessions';
import type { RequestHandler } from './$types';

/** POST /logout: ends the session, here and in the store. */
export const POST: RequestHandler = async (event) => {
  if (event.locals.identity.kind === 'person') await addAudit(event, { action: 'signed out' });
  await endSession(event.cookies);
  redirect(303, '/login');
};

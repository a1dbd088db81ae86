import { setPassword } from '$lib/server/access/account';
import { ofPersonWith } from '$lib/server/access/own-account';
import type { RequestHandler } from './$types';

/** PUT /api/v1/account/password { old, password }: sets a new one; every other session of the person ends. */
export const PUT: RequestHandler = (event) =>
  ofPersonWith(event, async (own, body) => {
    await setPassword(own, event.locals.address, body);
    event.locals.audit = { subject: own.name };
    return new Response(null, { status: 204 });
  });

import { json } from '@sveltejs/kit';
import { newCode, turnCodeOff, turnCodeOn } from '$lib/server/access/account';
import { ofPerson, ofPersonWith } from '$lib/server/access/own-account';
import type { RequestHandler } from './$types';

/** POST /api/v1/account/code → { secret, address, picture } for an authenticator app; nothing is kept yet. */
export const POST: RequestHandler = (event) =>
  ofPerson(event, async (own) => {
    event.locals.audit = { unchanged: true };
    return json(await newCode(own), { headers: { 'cache-control': 'no-store' } });
  });

/** PUT /api/v1/account/code { secret, code, password } → { recovery_codes }, in this answer only: login asks for a code from now on. */
export const PUT: RequestHandler = (event) =>
  ofPersonWith(event, async (own, body) => {
    const recovery_codes = await turnCodeOn(own, event.locals.address, body);
    event.locals.audit = { subject: own.name };
    return json({ recovery_codes }, { headers: { 'cache-control': 'no-store' } });
  });

/** DELETE /api/v1/account/code { password }: login asks for no code any more. */
export const DELETE: RequestHandler = (event) =>
  ofPersonWith(event, async (own, body) => {
    await turnCodeOff(own, event.locals.address, body);
    event.locals.audit = { subject: own.name };
    return new Response(null, { status: 204 });
  });

import { json } from '@sveltejs/kit';
import { provePresent, unlinkProvider } from '$lib/server/access/account';
import { beginAtProvider } from '$lib/server/access/oidc-journey';
import { ofPersonWith } from '$lib/server/access/own-account';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** POST /api/v1/account/provider { password } → { url }: where to go to link one's account with the provider of identities. */
export const POST: RequestHandler = (event) =>
  ofPersonWith(event, async (own, body) => {
    await provePresent(own, event.locals.address, body);
    event.locals.audit = { unchanged: true };
    const purpose = { kind: 'link', person: own.id, session: own.session } as const;
    const url = await beginAtProvider(event, { purpose, next: '/settings/account' });
    return url
      ? json({ url: url.href })
      : problem(502, { type: 'no-provider', title: 'The provider of identities cannot be reached' });
  });

/** DELETE /api/v1/account/provider { password }: it is no way in any more. */
export const DELETE: RequestHandler = (event) =>
  ofPersonWith(event, async (own, body) => {
    await unlinkProvider(own, event.locals.address, body);
    event.locals.audit = { subject: own.name };
    return new Response(null, { status: 204 });
  });

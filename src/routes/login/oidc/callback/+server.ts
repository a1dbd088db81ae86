import { redirect } from '@sveltejs/kit';
import { arriveFromProvider } from '$lib/server/access/oidc-journey';
import type { RequestHandler } from './$types';

/** GET /login/oidc/callback: back from the provider of identities; in, or to where it is said why not. */
export const GET: RequestHandler = async (event) => {
  const { purpose, to, refused } = await arriveFromProvider(event);
  event.setHeaders({ 'cache-control': 'no-store' });
  if (purpose === 'link') redirect(303, `/settings/account?provider=${refused ?? 'linked'}`);
  redirect(303, refused ? `/login?refused=${refused}` : to);
};

import { error, redirect } from '@sveltejs/kit';
import { beginAtProvider } from '$lib/server/access/oidc-journey';
import { ownPath } from '$lib/server/access/own-path';
import { app } from '$lib/server/app';
import type { RequestHandler } from './$types';

/** GET /login/oidc?to=&invite=: on to the provider of identities, to sign in, or to join by an invitation's secret. */
export const GET: RequestHandler = async (event) => {
  const { config } = await app();
  if (!config.served || !config.oidc) error(404, 'There is no such page');
  const next = ownPath(event.url.searchParams.get('to'));
  const invite = event.url.searchParams.get('invite');
  const purpose = invite === null ? ({ kind: 'login' } as const) : ({ kind: 'join', invite } as const);
  const url = await beginAtProvider(event, { purpose, next });
  event.setHeaders({ 'cache-control': 'no-store' });
  redirect(303, url ? url.href : '/login?refused=unreachable');
};

import { account } from '$lib/server/access/account';
import { listSessions } from '$lib/server/access/people';
import { app } from '$lib/server/app';
import { refusedWords } from '../../../login/refused-words';
import type { PageServerLoad } from './$types';

/** One's own account and sessions; nothing of them in local mode. `linked` says how a way to the provider ended. */
export const load: PageServerLoad = async ({ locals: { identity }, url }) => {
  if (identity.kind !== 'person') return { account: undefined, sessions: [] };
  const { config } = await app();
  const end = url.searchParams.get('provider');
  return {
    account: await account(identity),
    sessions: await listSessions(identity.id, identity.session),
    providerName: config.oidc?.name,
    linked: end === 'linked',
    refused: refusedWords(end),
  };
};

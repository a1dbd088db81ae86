import { json } from '@sveltejs/kit';
import { roleOf } from '$lib/access/identity';
import { listSessions } from '$lib/server/access/people';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /api/v1/sessions → { sessions: [ SessionJson ] }: one's own, or with ?person={id}, for an owner, somebody's. */
export const GET: RequestHandler = async ({ url, locals: { identity } }) => {
  const own = identity.kind === 'person' ? identity.id : undefined;
  const person = url.searchParams.get('person') ?? own;
  if (person !== own && roleOf(identity) !== 'owner')
    return problem(403, { type: 'not-allowed', title: 'Sessions of others are an owner’s to see' });
  const current = identity.kind === 'person' ? identity.session : undefined;
  return json({ sessions: person === undefined ? [] : await listSessions(person, current) });
};

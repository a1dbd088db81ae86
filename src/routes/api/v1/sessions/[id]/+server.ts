import { roleOf } from '$lib/access/identity';
import { app } from '$lib/server/app';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** DELETE /api/v1/sessions/{id}: ends a session at once: one's own, or for an owner anybody's. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  const { store } = await app();
  const { identity } = locals;
  const session = await store.session(params.id);
  const isOwn = identity.kind === 'person' && session?.person === identity.id;
  if (!session || (!isOwn && roleOf(identity) !== 'owner'))
    return problem(404, { title: 'There is no such session' });
  await store.removeSession(session.id);
  locals.audit = { subject: (await store.person(session.person))?.email ?? session.person };
  return new Response(null, { status: 204 });
};

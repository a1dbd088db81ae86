import { revokeToken } from '$lib/server/access/tokens';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** DELETE /api/v1/tokens/{id}: the token stops working at once; it stays in the list. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  const name = await revokeToken(locals.identity, params.id);
  if (name === undefined) return problem(404, { title: 'There is no such token, or it is revoked already' });
  locals.audit = { subject: name };
  return new Response(null, { status: 204 });
};

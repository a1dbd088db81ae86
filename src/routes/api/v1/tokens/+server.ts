import { json } from '@sveltejs/kit';
import { listTokens, makeToken } from '$lib/server/access/tokens';
import { answered } from '$lib/server/api';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/tokens → { tokens: [ TokenJson ] }, the newest first: one's own, and for an owner everybody's. */
export const GET: RequestHandler = async ({ locals }) => json({ tokens: await listTokens(locals.identity) });

/**
 * POST /api/v1/tokens { name, role, expires_in_days?, password } → 201 TokenJson and `token`, the secret, which is in this
 * answer only. 90 days, 365 at most. `password` is the present one; who has none signed in at most 10 minutes ago.
 */
export const POST: RequestHandler = ({ request, locals }) =>
  answered(async () => {
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const made = await makeToken(locals.identity, locals.address, body.value);
    locals.audit = { subject: made.name, detail: `${made.role}, until ${made.expires_at.slice(0, 10)}` };
    return json(made, { status: 201 });
  });

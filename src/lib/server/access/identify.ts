import type { RequestEvent } from '@sveltejs/kit';
import type { Identity } from '$lib/access/identity';
import { personOfSession, SESSION_COOKIE } from './sessions';
import { identityOfToken } from './tokens';

/**
 * Who sends a request in served mode: an API token where it carries one, else a session's person. Undefined where it
 * carries a token, or something else in Authorization, that stands for nobody: a cookie does not help then.
 */
export async function identify({
  request,
  cookies,
}: Pick<RequestEvent, 'request' | 'cookies'>): Promise<Identity | undefined> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return identityOfToken(/^Bearer +(\S+)$/i.exec(authorization)?.[1]);
  const secret = cookies.get(SESSION_COOKIE);
  return secret ? personOfSession(secret) : { kind: 'nobody' };
}

import type { RequestEvent } from '@sveltejs/kit';
import { app } from '$lib/server/app';
import { identify } from './identify';
import { judge } from './judge';

/**
 * Would a request be let through now, as it was when it began? A large body takes its time, in which a token or session
 * may have been revoked, or a role taken away: who keeps what came asks once more. Always so in local mode.
 */
export async function isStillAllowed(
  event: Pick<RequestEvent, 'request' | 'cookies' | 'route'>,
): Promise<boolean> {
  const { config } = await app();
  if (!config.served) return true;
  const identity = await identify(event);
  return identity !== undefined && judge(identity, event.route.id, event.request.method).answer === 'allowed';
}

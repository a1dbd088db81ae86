import type { Identity } from '$lib/access/identity';
import { problem } from '$lib/server/problem';

/**
 * 403 to a token, undefined to whoever signed in: what lets people in, or more of them into more, needs somebody. A token
 * that was stolen is revoked; whoever it had let in would stay.
 */
export function refuseToken({ kind }: Identity): Response | undefined {
  if (kind !== 'token') return undefined;
  return problem(403, {
    type: 'needs-a-person',
    title: 'A token lets nobody in',
    detail: 'Sign in for this. A token of an owner may disable and remove people, nothing else of them.',
  });
}

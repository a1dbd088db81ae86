import type { RequestEvent } from '@sveltejs/kit';
import type { Issue } from '$lib/usage/filters';
import { Busy, BUSY_S } from './password';

/** What is wrong with a form that sets a password: 503 and when to try again where too many passwords are being checked. */
export async function formAnswer(
  { setHeaders }: Pick<RequestEvent, 'setHeaders'>,
  use: () => Promise<Issue[]>,
): Promise<{ status: 400 | 503; issues: Issue[] }> {
  try {
    return { status: 400, issues: await use() };
  } catch (error) {
    if (!(error instanceof Busy)) throw error;
    setHeaders({ 'retry-after': String(BUSY_S) });
    const message = 'Too many passwords are being checked. Try again in a few seconds.';
    return { status: 503, issues: [{ where: 'password', message }] };
  }
}

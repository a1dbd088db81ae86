import type { RequestEvent } from '@sveltejs/kit';
import { answered } from '$lib/server/api';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { PersonIdentity } from './account';

/** One call about the account of who asks: 404 to tokens and in local mode, which have none. */
export async function ofPerson(
  { locals }: Pick<RequestEvent, 'locals'>,
  answer: (identity: PersonIdentity) => Promise<Response>,
): Promise<Response> {
  const { identity } = locals;
  if (identity.kind !== 'person')
    return problem(404, { type: 'no-account', title: 'Only somebody who signed in has an account' });
  return answered(() => answer(identity));
}

/** The same for what has a body in JSON. */
export function ofPersonWith(
  event: Pick<RequestEvent, 'locals' | 'request'>,
  answer: (identity: PersonIdentity, body: unknown) => Promise<Response>,
): Promise<Response> {
  return ofPerson(event, async (identity) => {
    const body = await readJson(event.request);
    return body instanceof Response ? body : answer(identity, body.value);
  });
}

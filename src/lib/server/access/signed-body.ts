import type { Identity } from '$lib/access/identity';
import { nameOf } from '$lib/access/identity';
import { BadInput } from '$lib/server/api';

/**
 * A JSON body with `by`, the name that is written with what it changes. In local mode people say it themselves;
 * elsewhere it is the name of who is signed in. Throws BadInput where somebody signed in gives another: nobody writes
 * in a name that is not theirs.
 */
export function signedBody(body: unknown, identity: Identity): unknown {
  if (identity.kind === 'local' || typeof body !== 'object' || body === null || Array.isArray(body))
    return body;
  if ('by' in body)
    throw new BadInput([
      { where: 'by', message: 'leave this out: your own name is written, for you are signed in' },
    ]);
  return { ...body, by: nameOf(identity) };
}

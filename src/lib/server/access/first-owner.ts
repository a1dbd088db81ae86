import type { RequestEvent } from '@sveltejs/kit';
import { app } from '$lib/server/app';
import type { Issue } from '$lib/usage/filters';
import { actorOf, addAudit } from './audit';
import { byPassword, letIn } from './login';
import { NAME_TAKEN, parseNewPerson } from './new-person';
import { Busy, hashPassword } from './password';
import { hashOfSecret } from './secret';
import { countTry, giveTryBack } from './tries';

/** Makes the first owner by the code, and signs them in; what is wrong with the form otherwise. */
export async function makeFirstOwner(
  event: Pick<RequestEvent, 'cookies' | 'request' | 'locals'>,
  form: URLSearchParams,
): Promise<Issue[]> {
  const { store, now } = await app();
  const parsed = parseNewPerson(form, form.get('email') ?? '');
  if (!parsed.ok) return parsed.issues;
  if ((await countTry('setup', event.locals.address)) !== undefined)
    return [{ where: 'code', message: 'There were too many tries. Try again in 15 minutes.' }];
  const { name, email, password } = parsed.value;
  const createdAt = new Date(now()).toISOString();
  const person = { id: crypto.randomUUID(), name, email, role: 'owner' as const, createdAt };
  const code = hashOfSecret((form.get('code') ?? '').trim());
  const passwordHash = await hashPassword(password).catch(async (error: unknown) => {
    if (error instanceof Busy) await giveTryBack('setup', event.locals.address);
    throw error;
  });
  const joined = await store.addFirstOwner(code, createdAt, person, { passwordHash });
  if (joined === 'name taken') return [NAME_TAKEN];
  if (joined === 'over')
    return [
      { where: 'code', message: 'That is not the code, or it has expired: npm run setup prints a new one' },
    ];
  await addAudit(event, { action: 'became the first owner', subject: email }, actorOf(person));
  await letIn(event, person, 'by the code of the terminal', byPassword({ passwordHash }));
  return [];
}

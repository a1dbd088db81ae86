import { json } from '@sveltejs/kit';
import { changePerson, isDisabling, listPeople } from '$lib/server/access/people';
import { refuseToken } from '$lib/server/access/refuse-token';
import { answered, badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { PersonChanged } from '$lib/server/store/access';
import type { RequestHandler } from './$types';

/**
 * PATCH /api/v1/people/{id} { name?, role?, disabled?, code? } → PersonJson. 409 where no owner would be left. A token may
 * only disable.
 */
export const PATCH: RequestHandler = ({ params, request, locals }) =>
  answered(async () => {
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const needsPerson = isDisabling(body.value) ? undefined : refuseToken(locals.identity);
    if (needsPerson) return needsPerson;
    const refused = refusedAs(await changePerson(params.id, locals.identity, body.value));
    if (refused) return refused;
    const person = (await listPeople()).find(({ id }) => id === params.id);
    if (!person) return noPerson();
    const codes = person.signs_in_with.code ? ', with codes' : '';
    const state = (person.disabled_at === null ? person.role : `${person.role}, disabled`) + codes;
    locals.audit = { subject: person.email, detail: `${person.name}: ${state}` };
    return json(person);
  });

/**
 * DELETE /api/v1/people/{id}: sessions and tokens end at once; the audit log and what they made keep their name. 409 where
 * no owner would be left.
 */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  const { store, now } = await app();
  const person = await store.person(params.id);
  const refused = refusedAs(await store.removePerson(params.id, new Date(now()).toISOString()));
  if (refused) return refused;
  if (person) locals.audit = { subject: person.email, detail: `${person.name}, ${person.role}` };
  return new Response(null, { status: 204 });
};

function refusedAs(what: PersonChanged): Response | undefined {
  if (what === 'changed') return undefined;
  if (what === 'nobody') return noPerson();
  if (what === 'name taken')
    return badInput([{ where: 'name', message: 'is the name of somebody else here' }]);
  return problem(409, {
    type: 'last-owner',
    title: 'This is the last owner',
    detail: 'Make somebody else an owner first: else nobody could manage people any more.',
  });
}

function noPerson(): Response {
  return problem(404, { title: 'There is no such person' });
}

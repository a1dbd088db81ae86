import { error, fail, redirect } from '@sveltejs/kit';
import { formAnswer } from '$lib/server/access/form-answer';
import { makeFirstOwner } from '$lib/server/access/first-owner';
import { app } from '$lib/server/app';
import { readForm } from '$lib/server/read-form';
import type { Actions, PageServerLoad } from './$types';

/** There is such a page only where people sign in, and only while there is no owner. */
export const load: PageServerLoad = () => onlyOnce();

export const actions: Actions = {
  default: async (event) => {
    await onlyOnce();
    const form = await readForm(event.request);
    const { status, issues } = await formAnswer(event, () => makeFirstOwner(event, form));
    if (issues.length === 0) redirect(303, '/');
    return fail(status, { name: form.get('name') ?? '', email: form.get('email') ?? '', issues });
  },
};

async function onlyOnce(): Promise<void> {
  const { config, store } = await app();
  if (!config.served || (await store.hasOwner())) error(404, 'There is no such page');
}

import { error, fail, redirect } from '@sveltejs/kit';
import { formAnswer } from '$lib/server/access/form-answer';
import { acceptInvitation, openInvitation } from '$lib/server/access/invitations';
import { app } from '$lib/server/app';
import { readForm } from '$lib/server/read-form';
import type { Actions, PageServerLoad } from './$types';

/** A link that is unknown, used, taken back or expired is no page, and nobody is told which of them it is. */
export const load: PageServerLoad = async ({ params, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
  const { config } = await app();
  const invite = config.served ? await openInvitation(params.secret) : undefined;
  if (!invite) error(404, 'There is no such page');
  const { kind, email, role, madeBy } = invite;
  return { kind, email, role, by: madeBy, provider: kind === 'join' ? config.oidc?.name : undefined };
};

export const actions: Actions = {
  default: async (event) => {
    const { config } = await app();
    const invite = config.served ? await openInvitation(event.params.secret) : undefined;
    if (!invite) error(404, 'There is no such page');
    const form = await readForm(event.request);
    const { status, issues } = await formAnswer(event, () =>
      acceptInvitation(event, event.params.secret, form),
    );
    if (issues.length > 0) return fail(status, { name: form.get('name') ?? '', issues });
    redirect(303, invite.kind === 'join' ? '/' : '/login');
  },
};

import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { confirmCode, signIn, type SignIn } from '$lib/server/access/login';
import { BUSY_S } from '$lib/server/access/password';
import { ownPath } from '$lib/server/access/own-path';
import { app } from '$lib/server/app';
import { readForm } from '$lib/server/read-form';
import { refusedWords } from './refused-words';
import type { Actions, PageServerLoad } from './$types';

/** Whoever is in already, or needs no login, goes on. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const to = ownPath(url.searchParams.get('to'));
  if (locals.identity.kind !== 'nobody') redirect(303, to);
  const { config } = await app();
  return { to, provider: config.oidc?.name, refused: refusedWords(url.searchParams.get('refused')) };
};

export const actions: Actions = {
  password: async (event) => {
    const form = await readForm(event.request);
    const email = form.get('email') ?? '';
    return next(event, form, email, await signIn(event, email, form.get('password') ?? ''));
  },
  code: async (event) => {
    const form = await readForm(event.request);
    const ticket = form.get('ticket') ?? '';
    const outcome = await confirmCode(event, ticket, form.get('code') ?? '');
    const again = outcome.answer === 'no' && outcome.message.startsWith('The code');
    return next(event, form, '', outcome, again ? ticket : undefined);
  },
};

function next(
  { setHeaders }: Pick<RequestEvent, 'setHeaders'>,
  form: URLSearchParams,
  email: string,
  outcome: SignIn,
  ticket?: string,
) {
  const to = ownPath(form.get('to'));
  if (outcome.answer === 'in') redirect(303, to);
  setHeaders({ 'cache-control': 'no-store' });
  if (outcome.answer === 'no' && outcome.status === 503) setHeaders({ 'retry-after': String(BUSY_S) });
  if (outcome.answer === 'code') return { to, email, ticket: outcome.ticket, message: undefined };
  return fail(outcome.status, { to, email, ticket, message: outcome.message });
}

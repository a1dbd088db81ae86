import { json } from '@sveltejs/kit';
import { formatToSpec, parseFormat } from '$lib/formats/parse-format';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import type { RequestHandler } from './$types';

/** PUT /api/v1/formats/{id} stores a declaration of the user's; an earlier one of the same id is replaced. */
export const PUT: RequestHandler = async ({ params, request }) => {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = parseFormat(params.id, body);
  if (!parsed.ok) return badInput(parsed.issues);
  const { store } = await app();
  await store.putFormat(parsed.value);
  return json(formatToSpec(parsed.value));
};

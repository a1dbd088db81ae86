import { json } from '@sveltejs/kit';
import { formatToSpec, parseFormat } from '$lib/formats/parse-format';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** PUT /api/v1/formats/{id} stores a declaration of the user's; an earlier one of the same id is replaced. */
export const PUT: RequestHandler = async ({ params, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseFormat(params.id, body.value);
  if (!parsed.ok) return badInput(parsed.issues);
  const { store } = await app();
  await store.putFormat(parsed.value);
  return json(formatToSpec(parsed.value));
};

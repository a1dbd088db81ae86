import { json } from '@sveltejs/kit';
import { badInput } from '$lib/server/api';
import { parseRename } from '$lib/server/answers/view-spec';
import { removeView, renameView } from '$lib/server/answers/views';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** PUT /api/v1/views/{id} { name }: gives it another name, and with it another id. */
export const PUT: RequestHandler = async ({ params, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseRename(body.value);
  if (!parsed.ok) return badInput(parsed.issues);
  const renamed = await renameView(params.id, parsed.value.name);
  if (renamed === 'taken')
    return problem(409, {
      type: 'name-taken',
      title: `There is a view named ${parsed.value.name}`,
      detail: 'Choose another name, or remove that view first.',
    });
  return renamed ? json(renamed) : notFound(params.id);
};

/** DELETE /api/v1/views/{id} */
export const DELETE: RequestHandler = async ({ params }) =>
  (await removeView(params.id)) ? new Response(null, { status: 204 }) : notFound(params.id);

function notFound(id: string): Response {
  return problem(404, { type: 'no-view', title: `There is no view ${id}` });
}

import { json } from '@sveltejs/kit';
import { badInput } from '$lib/server/api';
import { parseView } from '$lib/server/answers/view-spec';
import { saveView, views } from '$lib/server/answers/views';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/views: saved views by name. */
export const GET: RequestHandler = async () => json({ views: await views() });

/** POST /api/v1/views { name, href }: saves the address of a page under a name of its own. */
export const POST: RequestHandler = async ({ request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseView(body.value);
  if (!parsed.ok) return badInput(parsed.issues);
  const { name, href } = parsed.value;
  const saved = await saveView(name, href);
  return saved
    ? json(saved, { status: 201, headers: { location: `/api/v1/views/${saved.id}` } })
    : problem(409, {
        type: 'name-taken',
        title: `There is a view named ${name}`,
        detail: 'Choose another name, or remove that view first.',
      });
};

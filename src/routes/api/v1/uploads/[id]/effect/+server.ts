import { json } from '@sveltejs/kit';
import { uploadEffect } from '$lib/server/answers/upload-effect';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /api/v1/uploads/{id}/effect: landed cost of the months that loading it changed, before and after. */
export const GET: RequestHandler = async ({ params }) => {
  const effect = await uploadEffect(params.id);
  if (effect) return json(effect);
  const detail = 'It is told of uploads that were loaded since Crossrate was started.';
  return problem(404, { title: 'What this upload changed is not known', detail });
};

import { json } from '@sveltejs/kit';
import { removalEffect } from '$lib/server/answers/removal-effect';
import { app } from '$lib/server/app';
import { isRemovable } from '$lib/server/ingest/removable';
import { uploadToJson } from '$lib/server/ingest/upload-json';
import { writing } from '$lib/server/months/writing';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /api/v1/uploads/{id}: state, progress and accounting of one upload. */
export const GET: RequestHandler = async ({ params }) => {
  const { ingest } = await app();
  const upload = await ingest.get(params.id);
  return upload ? json(uploadToJson(upload)) : problem(404, { title: 'There is no such upload' });
};

/**
 * DELETE /api/v1/uploads/{id}: removes it with all that it added, which is an owner's to do; cancels one in flight, or
 * leaves one out that waits for a decision. With `dry_run=1` nothing is removed: the answer is what removing it would do
 * to months.
 */
export const DELETE: RequestHandler = async ({ params, url, locals }) => {
  if (url.searchParams.get('dry_run') === '1') {
    const effect = await removalEffect(params.id);
    return effect ? json(effect) : problem(404, { title: 'There is no such upload' });
  }
  const { ingest } = await app();
  const upload = await ingest.get(params.id);
  if (upload && !isRemovable(upload, locals.identity))
    return problem(403, {
      type: 'not-allowed',
      title: 'Removing an upload that counts in the figures needs the role owner',
      detail: 'One that is not stored yet can be cancelled by editors.',
    });
  return writing(async () => {
    const removed = await ingest.remove(params.id);
    return removed ? new Response(null, { status: 204 }) : problem(404, { title: 'There is no such upload' });
  });
};

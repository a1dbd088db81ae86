import { json } from '@sveltejs/kit';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { bodyOf, refused } from '$lib/server/ingest/refusal-response';
import { previewToJson } from '$lib/server/ingest/upload-json';
import { parseUploadQuery } from '$lib/server/ingest/upload-query';
import { readHead } from '$lib/server/ingest/whole-records';
import type { RequestHandler } from './$types';

/** POST /api/v1/uploads/preview: the first 256 KiB of a file (more is not looked at); stores nothing. */
export const POST: RequestHandler = async ({ request, url }) => {
  const options = parseUploadQuery(url.searchParams);
  if (!options.ok) return badInput(options.issues);
  const body = bodyOf(request);
  if (body instanceof Response) return body;
  const { ingest } = await app();
  const preview = await ingest.preview(await readHead(body), options.value);
  return preview.ok ? json(previewToJson(preview)) : refused(preview);
};

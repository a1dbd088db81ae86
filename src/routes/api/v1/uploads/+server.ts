import { json } from '@sveltejs/kit';
import { nameOf } from '$lib/access/identity';
import { isStillAllowed as stillAllowed } from '$lib/server/access/still-allowed';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { bodyOf, refused } from '$lib/server/ingest/refusal-response';
import { dryRunToJson, uploadToJson } from '$lib/server/ingest/upload-json';
import { parseUploadQuery } from '$lib/server/ingest/upload-query';
import type { RequestHandler } from './$types';

/** GET /api/v1/uploads: in flight, failed and loaded, newest first. */
export const GET: RequestHandler = async () => {
  const { ingest } = await app();
  return json({ uploads: (await ingest.list()).map(uploadToJson) });
};

/**
 * POST /api/v1/uploads?name=&format=auto&route=&wait=1: the body is the file, plain or gzip. With `effect=ask` one that
 * changes months that are over is not stored before that is agreed to; with `dry_run=1` nothing is stored. 403 where what it
 * was sent by was revoked before all of it had arrived.
 */
export const POST: RequestHandler = async (event) => {
  const { request, url, locals } = event;
  const options = parseUploadQuery(url.searchParams);
  if (!options.ok) return badInput(options.issues);
  const body = bodyOf(request);
  if (body instanceof Response) return body;
  const { ingest } = await app();
  const by = locals.identity.kind === 'local' ? {} : { by: nameOf(locals.identity) };
  const contentLength = Number(request.headers.get('content-length') ?? 0);
  const isStillAllowed = (): Promise<boolean> => stillAllowed(event);
  const received = await ingest.receive(body, { ...options.value, contentLength, isStillAllowed, ...by });
  if (!received.ok) return refused(received);
  const { status, upload, effect } = received;
  if (options.value.dryRun) return json(dryRunToJson(upload, effect));
  return json(uploadToJson(upload), { status, headers: { location: `/api/v1/uploads/${upload.id}` } });
};

import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { uploadEffect } from '$lib/server/answers/upload-effect';
import { refused } from '$lib/server/ingest/refusal-response';
import { uploadToJson } from '$lib/server/ingest/upload-json';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

const bodySchema = v.object({ decision: v.literal('add') });

/** GET /api/v1/uploads/{id}/effect: landed cost of the months that loading it changed, before and after. */
export const GET: RequestHandler = async ({ params }) => {
  const effect = await uploadEffect(params.id);
  if (effect) return json(effect);
  const detail = 'It is told of uploads that were loaded since Crossrate was started.';
  return problem(404, { title: 'What this upload changed is not known', detail });
};

/** PUT /api/v1/uploads/{id}/effect {"decision": "add"}: loads an upload that waits because it changes months that are over. */
export const PUT: RequestHandler = async ({ params, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  if (!v.is(bodySchema, body.value)) return badInput([{ where: 'decision', message: 'use add' }]);
  const { ingest } = await app();
  const received = await ingest.decide(params.id, 'add');
  return received.ok ? json(uploadToJson(received.upload), { status: received.status }) : refused(received);
};

import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { refused } from '$lib/server/ingest/refusal-response';
import { uploadToJson } from '$lib/server/ingest/upload-json';
import { readJson } from '$lib/server/read-text';
import { OVERLAP_DECISIONS } from '$lib/usage/overlap';
import type { RequestHandler } from './$types';

const bodySchema = v.object({ decision: v.picklist(OVERLAP_DECISIONS) });

/** PUT /api/v1/uploads/{id}/overlap {"decision": "replace" | "keep"}: loads an upload that waits for the decision. */
export const PUT: RequestHandler = async ({ params, request }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = v.safeParse(bodySchema, body.value);
  if (!parsed.success)
    return badInput([{ where: 'decision', message: `use ${OVERLAP_DECISIONS.join(' or ')}` }]);
  const { ingest } = await app();
  const received = await ingest.decide(params.id, parsed.output.decision);
  return received.ok ? json(uploadToJson(received.upload), { status: received.status }) : refused(received);
};

import { parseLink } from '$lib/report/choices';
import { badInput } from '$lib/server/api';
import { readJson } from '$lib/server/read-text';
import { madeResponse } from '$lib/server/reports/made-response';
import { makerOf } from '$lib/server/reports/maker';
import { withOwnReport } from '$lib/server/reports/own-report';
import { relink } from '$lib/server/reports/reports';
import type { RequestHandler } from './$types';

/** POST /api/v1/reports/{id}/link: a new link to the same frozen report; the one before opens it no more. */
export const POST: RequestHandler = async ({ params, request, url, locals }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseLink(body.value);
  if (!parsed.ok) return badInput(parsed.issues);
  return withOwnReport(params.id, locals.identity, async ({ id, title }) => {
    locals.audit = { subject: title };
    return madeResponse(await relink(id, parsed.value, makerOf(locals.identity)), url);
  });
};

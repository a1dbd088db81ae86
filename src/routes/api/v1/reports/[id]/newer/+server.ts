import { parseLink } from '$lib/report/choices';
import { badInput } from '$lib/server/api';
import { readJson } from '$lib/server/read-text';
import { madeResponse } from '$lib/server/reports/made-response';
import { makerOf } from '$lib/server/reports/maker';
import { withOwnReport } from '$lib/server/reports/own-report';
import { addReport, choicesOf } from '$lib/server/reports/reports';
import type { RequestHandler } from './$types';

/** POST /api/v1/reports/{id}/newer: a new report of the same choices on the data of now; the one before stays as it is. */
export const POST: RequestHandler = async ({ params, request, url, locals }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseLink(body.value);
  if (!parsed.ok) return badInput(parsed.issues);
  return withOwnReport(params.id, locals.identity, async (kept) => {
    locals.audit = { subject: kept.title };
    return madeResponse(await addReport(choicesOf(kept), parsed.value, makerOf(locals.identity)), url);
  });
};

import { json } from '@sveltejs/kit';
import { parseReport } from '$lib/report/choices';
import { answered, badInput } from '$lib/server/api';
import { readJson } from '$lib/server/read-text';
import { makerOf } from '$lib/server/reports/maker';
import { madeResponse } from '$lib/server/reports/made-response';
import { addReport, reports, revokeAll } from '$lib/server/reports/reports';
import type { RequestHandler } from './$types';

/** GET /api/v1/reports: all reports, newest first, never with the secrets of their links. */
export const GET: RequestHandler = async () => json({ reports: await reports() });

/** POST /api/v1/reports: freezes a report of the data as it is now, and makes its link: this answer alone has it. */
export const POST: RequestHandler = async ({ request, url, locals }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const parsed = parseReport(body.value);
  if (!parsed.ok) return badInput(parsed.issues);
  const { report, link } = parsed.value;
  return answered(async () => {
    const made = await addReport(report, link, makerOf(locals.identity));
    locals.audit = { subject: report.title };
    return madeResponse(made, url);
  });
};

/** DELETE /api/v1/reports: revokes every link; the reports stay. */
export const DELETE: RequestHandler = async ({ locals }) => {
  const revoked = await revokeAll();
  locals.audit = { detail: `${revoked} revoked` };
  return json({ revoked });
};

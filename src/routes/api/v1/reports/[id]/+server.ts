import { json } from '@sveltejs/kit';
import { problem } from '$lib/server/problem';
import { withOwnReport } from '$lib/server/reports/own-report';
import { dataOf, report, revoke } from '$lib/server/reports/reports';
import type { RequestHandler } from './$types';

/** GET /api/v1/reports/{id}: the frozen report as data. */
export const GET: RequestHandler = async ({ params }) => {
  const kept = await report(params.id);
  return kept ? json(dataOf(kept)) : problem(404, { title: 'There is no such report' });
};

/** DELETE /api/v1/reports/{id}: revokes its link, from the next request on; the report stays. */
export const DELETE: RequestHandler = ({ params, locals }) =>
  withOwnReport(params.id, locals.identity, async ({ title }) => {
    locals.audit = { subject: title };
    await revoke(params.id);
    return new Response(null, { status: 204 });
  });

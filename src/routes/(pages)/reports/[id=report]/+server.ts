import { noReport, paperResponse } from '$lib/server/reports/answers';
import { paperOf } from '$lib/server/reports/paper-cache';
import type { RequestHandler } from './$types';

/** GET /reports/{id}: the frozen report as its readers see it, for people of this Crossrate; no view is counted. */
export const GET: RequestHandler = async ({ params }) => {
  const page = await paperOf({ report: params.id });
  return page === undefined ? noReport() : paperResponse(page);
};

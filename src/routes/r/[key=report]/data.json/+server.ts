import { fileResponse, noReport } from '$lib/server/reports/answers';
import { report } from '$lib/server/reports/reports';
import type { RequestHandler } from './$types';

/** GET /r/{id}/data.json: the frozen report as data, to the byte as it was kept. */
export const GET: RequestHandler = async ({ params, locals: { link: open } }) => {
  const kept = open && !open.locked ? await report(params.key) : undefined;
  return kept ? fileResponse(kept.data, 'application/json', 'crossrate-report.json') : noReport();
};

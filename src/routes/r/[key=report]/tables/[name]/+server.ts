import { fileResponse, noReport } from '$lib/server/reports/answers';
import { report } from '$lib/server/reports/reports';
import { tableCsv } from '$lib/server/reports/table-csv';
import type { RequestHandler } from './$types';

/** GET /r/{id}/tables/{name}.csv: one table of the frozen report, every column as exact as it is known. */
export const GET: RequestHandler = async ({ params, locals: { link: open } }) => {
  const kept = open && !open.locked ? await report(params.key) : undefined;
  const csv = kept && tableCsv(kept, params.name);
  return csv === undefined
    ? noReport()
    : fileResponse(csv, 'text/csv; charset=utf-8', `crossrate-${params.name}`);
};

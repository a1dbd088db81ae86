import { app } from '$lib/server/app';
import { rejectsCsv } from '$lib/server/ingest/rejects-csv';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /api/v1/uploads/{id}/rejects: CSV of line, reason and record, one line a rejected record. */
export const GET: RequestHandler = async ({ params }) => {
  const { ingest } = await app();
  if (!(await ingest.get(params.id))) return problem(404, { title: 'There is no such upload' });
  return new Response(rejectsCsv(ingest, params.id), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="crossrate-rejects-${params.id}.csv"`,
    },
  });
};

import { respondWith } from '$lib/server/api';
import { focusCsv } from '$lib/server/answers/focus';
import type { RequestHandler } from './$types';

/** GET /api/v1/export/focus?from=2026-06-01&to=2026-07-01: the period as a FOCUS 1.2 data set, streamed as CSV. */
export const GET: RequestHandler = ({ url }) =>
  respondWith(url, async (filters) => {
    const pieces = focusCsv(filters);
    const first = await pieces.next();
    const period = [filters.from, filters.to].filter((date) => date !== undefined).join('-to-');
    return new Response(streamOf(first.value ?? '', pieces), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="crossrate-focus${period && `-${period}`}.csv"`,
      },
    });
  });

/** Text as bytes, made as they are read; when the reader goes away nothing more is made. */
function streamOf(first: string, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(first));
    },
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

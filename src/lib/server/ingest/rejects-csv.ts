import { toCsv } from '$lib/usage/csv';
import type { Ingest } from './ingest';

const COLUMNS = ['line', 'reason', 'record'];
const PAGE = 1_000;
const HEADER = `${COLUMNS.join(',')}\r\n`;

/** The rejected records of an upload as CSV, read a page at a time. */
export function rejectsCsv(ingest: Pick<Ingest, 'rejects'>, uploadId: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let offset = 0;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(HEADER)),
    async pull(controller) {
      const page = await ingest.rejects(uploadId, offset, PAGE);
      offset += page.length;
      const rows = page.map(({ line, reason, record }) => [line, reason, record]);
      if (page.length > 0) controller.enqueue(encoder.encode(toCsv(COLUMNS, rows).slice(HEADER.length)));
      if (page.length < PAGE) controller.close();
    },
  });
}

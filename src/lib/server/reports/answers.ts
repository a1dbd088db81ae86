import Locked from '$lib/report-page/Locked.svelte';
import NotFound from '$lib/report-page/NotFound.svelte';
import type { OpenLink } from './link-identity';
import { pageOf, PAPER_HEADERS, PAPER_POLICY } from './paper';

/** A try that is not taken now. */
interface Later {
  status: 429 | 503;
  retryAfterS: number;
}

const NOT_FOUND = pageOf('There is no such report', NotFound, {});

/** The one answer to everybody who has no link that holds: to the byte the same, whatever the reason. */
export function noReport(): Response {
  return paperResponse(NOT_FOUND, 404);
}

/** Asks for the password of a link; 429 with how long to wait after too many wrong ones, 503 where none can be checked now. */
export function askPassword({ link }: OpenLink, wrong?: string, later?: Later): Response {
  const page = pageOf('A shared report', Locked, { action: `/r/${link.report}`, wrong });
  if (later) return paperResponse(page, later.status, { 'retry-after': String(later.retryAfterS) });
  return paperResponse(page, wrong === undefined ? 200 : 401);
}

/** A page in the report's style. */
export function paperResponse(
  page: string | Uint8Array<ArrayBuffer>,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return new Response(page, {
    status,
    headers: {
      ...PAPER_HEADERS,
      'content-security-policy': PAPER_POLICY,
      'content-type': 'text/html; charset=utf-8',
      ...headers,
    },
  });
}

/** A file of a report: never shown in place of a page. */
export function fileResponse(body: string, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      ...PAPER_HEADERS,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
    },
  });
}

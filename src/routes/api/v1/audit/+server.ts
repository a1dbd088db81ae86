import { json } from '@sveltejs/kit';
import { answered, countOf, csvResponse, wantsCsv } from '$lib/server/api';
import { auditFilter } from '$lib/server/access/audit';
import { app } from '$lib/server/app';
import type { KeptAuditEntry } from '$lib/server/store/access';
import type { RequestHandler } from './$types';

const PAGE = 100;
const MOST = 1_000;
const MOST_CSV = 100_000;

/**
 * GET /api/v1/audit?limit=100&before={seq}&actor=&action= → { entries: [ { seq, at, actor, actor_id, action, subject, detail, address } ], next },
 * the newest first; `actor_id` says who it was whatever their name (`person <id>`, `token <id>`), null where that is not known; `next` is the `before` of the page after, null on the last. With format=csv the rows of up to 100,000.
 */
export const GET: RequestHandler = ({ url, request }) =>
  answered(async () => {
    const { store } = await app();
    const csv = wantsCsv(url, request);
    const limit = countOf(url.searchParams, 'limit', csv ? MOST_CSV : MOST) ?? (csv ? MOST_CSV : PAGE);
    const before = countOf(url.searchParams, 'before', 999_999_999);
    const entries = (await store.audit(limit, before, auditFilter(url.searchParams))).map(toJson);
    if (csv) return csvResponse(entries, 'audit');
    return json({ entries, next: entries.length === limit ? (entries.at(-1)?.seq ?? null) : null });
  });

function toJson({ seq, at, actor, actorId, action, subject, detail, address }: KeptAuditEntry) {
  return {
    seq,
    at,
    actor,
    actor_id: actorId ?? null,
    action,
    subject: subject ?? null,
    detail: detail ?? null,
    address: address ?? null,
  };
}

import type { RequestEvent } from '@sveltejs/kit';
import { nameOf } from '$lib/access/identity';
import { app } from '$lib/server/app';
import type { AuditFilter } from '$lib/server/store/access';
import type { AuditNote } from './audit-note';

/**
 * Routes that, asked with dry_run=1, tell what they would change and change nothing. Elsewhere those words mean nothing,
 * and must not keep a write out of the log.
 */
const TRY_OUT = new Set([
  '/api/v1/prices',
  '/api/v1/prices/aliases',
  '/api/v1/prices/import',
  '/api/v1/rates/import',
  '/api/v1/routes/[id]',
  '/api/v1/settings',
  '/api/v1/uploads',
  '/api/v1/uploads/[id]',
]);

/** Writes down who did what: `actor` is needed where the request itself does not say, as at login. */
export async function addAudit(
  { locals }: Pick<RequestEvent, 'locals'>,
  { action, subject, detail }: AuditNote & { action: string },
  actor = nameOf(locals.identity),
): Promise<void> {
  const { store, now } = await app();
  await store.addAudit({
    at: new Date(now()).toISOString(),
    actor,
    action,
    ...(subject ? { subject: short(subject) } : {}),
    ...(detail ? { detail: short(detail) } : {}),
    ...(locals.address ? { address: locals.address } : {}),
  });
}

/**
 * The audit entry of a write that went well. A form action answers 200 to a script even where it failed, so that an
 * action has an entry only where it set `locals.audit`.
 */
export async function auditWrite(event: RequestEvent, words: string | undefined): Promise<void> {
  const { locals, params } = event;
  const note = locals.audit ?? (event.route.id?.startsWith('/api/') ? {} : undefined);
  const action = note?.action ?? words;
  if (!note || note.unchanged || !action || isTriedOut(event)) return;
  const subject = note.subject ?? Object.values(params).join(' ');
  await addAudit(event, { ...note, action, subject });
}

/** Whose entries and which a query asks for: `actor` and `action`, all where left out. */
export function auditFilter(query: URLSearchParams): AuditFilter {
  const [actor, action] = [query.get('actor'), query.get('action')];
  return { ...(actor ? { actor } : {}), ...(action ? { action } : {}) };
}

function isTriedOut({ route, url }: RequestEvent): boolean {
  return TRY_OUT.has(route.id ?? '') && url.searchParams.get('dry_run') === '1';
}

/** File names and titles may be as long as people like. */
function short(text: string): string {
  return text.slice(0, 500);
}

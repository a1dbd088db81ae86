import type { RequestEvent } from '@sveltejs/kit';
import { idOf, nameOf, UNKNOWN } from '$lib/access/identity';
import { app } from '$lib/server/app';
import type { AuditEntry, AuditFilter, Person } from '$lib/server/store/access';
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

/** Who did something: by name, as it is then, and by id. */
export type Actor = Pick<AuditEntry, 'actor' | 'actorId'>;

/** A person as who did something; somebody unknown where there is none. */
export function actorOf(person: Pick<Person, 'id' | 'name'> | undefined): Actor {
  return person ? { actor: person.name, actorId: `person ${person.id}` } : { actor: UNKNOWN };
}

/** Writes down who did what: `by` is needed where the request itself does not say, as at login. */
export async function addAudit(
  { locals }: Pick<RequestEvent, 'locals'>,
  { action, subject, detail }: AuditNote & { action: string },
  by: Actor = { actor: nameOf(locals.identity), actorId: idOf(locals.identity) },
): Promise<void> {
  const { store, now } = await app();
  await store.addAudit({
    at: new Date(now()).toISOString(),
    ...by,
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

/** Entries with what tells people of one name apart: the address that they sign in with, else the beginning of the id. */
export async function accountsOf<E extends Actor>(entries: E[]): Promise<(E & { account?: string })[]> {
  const { store } = await app();
  const emails = new Map((await store.people()).map(({ id, email }) => [`person ${id}`, email]));
  return entries.map((entry) => {
    const account = entry.actorId && (emails.get(entry.actorId) ?? shortId(entry.actorId));
    return account ? { ...entry, account } : entry;
  });
}

/** Whose entries and which a query asks for: `actor` and `action`, all where left out. */
export function auditFilter(query: URLSearchParams): AuditFilter {
  const [actor, action] = [query.get('actor'), query.get('action')];
  return { ...(actor ? { actor } : {}), ...(action ? { action } : {}) };
}

function isTriedOut({ route, url }: RequestEvent): boolean {
  return TRY_OUT.has(route.id ?? '') && url.searchParams.get('dry_run') === '1';
}

/** `token 1b4e28ba` of `token 1b4e28ba-2fa1-…`; undefined for who has no id, as local mode. */
function shortId(actorId: string): string | undefined {
  return /^\w+ [^-]{1,8}/.exec(actorId)?.[0];
}

/** File names and titles may be as long as people like. */
function short(text: string): string {
  return text.slice(0, 500);
}

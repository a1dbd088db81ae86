import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import { nameOf } from '$lib/access/identity';
import { auditWrite } from '$lib/server/access/audit';
import { judge } from '$lib/server/access/judge';
import { refused } from '$lib/server/access/refused';
import { asApiAnswer, isApi } from '$lib/server/api-errors';
import { app, closeApp, dieOf } from '$lib/server/app';
import { counted } from '$lib/server/counted';
import { refusal } from '$lib/server/local-guard';
import { isOfReport, linkIdentity } from '$lib/server/reports/link-identity';
import { problem } from '$lib/server/problem';
import { INERT_POLICY, SECURITY_HEADERS } from '$lib/server/security-headers';
import { StoreFailed, TooMuch } from '$lib/server/store/store';

type Resolve = Parameters<Handle>[0]['resolve'];

const CLOSE_WITHIN_MS = 12_000;

/** Opens the store before the first request, and closes it after the last. */
export const init: ServerInit = async () => {
  if (building) return;
  const { ingest, log } = await app();
  const events: NodeJS.EventEmitter = process;
  events.once('crossrate:stopping', () => void ingest.drain());
  events.once('sveltekit:shutdown', () => {
    const late = setTimeout(() => {
      log.warn('stopped before everything was finished; uploads without an answer are not stored');
      process.exit(0);
    }, CLOSE_WITHIN_MS);
    void closeApp()
      .then(() => log.info('stopped'))
      .catch((error: unknown) => log.error({ err: error }, 'the store did not close cleanly'))
      .finally(() => {
        clearTimeout(late);
        process.exit(0);
      });
  });
};

/** Who is asking, may they, headers. */
export const handle: Handle = async ({ event, resolve }) =>
  withSecurityHeaders(await counted(event, () => answer(event, resolve)));

async function answer(event: RequestEvent, resolve: Resolve): Promise<Response> {
  const { request, url, locals, route } = event;
  locals.address = building ? '::1' : event.getClientAddress();
  const foreign = refusal(request.method, request.headers, locals.address);
  if (foreign) return problem(403, foreign);
  locals.identity = isOfReport(route.id) ? await linkIdentity(event) : { kind: 'local' };
  const verdict = judge(locals.identity, route.id, request.method);
  if (verdict.answer !== 'allowed') return refused(event, verdict, nameOf(locals.identity));
  const response = await resolve(event);
  if (response.status < 400 && request.method !== 'GET') await auditWrite(event, verdict.audit);
  return isApi(url.pathname) ? asApiAnswer(response) : response;
}

/** Logs what was not expected; the person gets an id to look it up by, never the inside. */
export const handleError: HandleServerError = async ({ error, event, status, message }) => {
  if (status === 404) return { message: 'There is no such page' };
  if (error instanceof TooMuch) return { message: error.message };
  const { log } = await app();
  const id = crypto.randomUUID().slice(0, 8);
  log.error({ err: error, id, method: event.request.method, route: event.route.id }, message);
  if (error instanceof StoreFailed) dieOf(error, log);
  return { message: `Something went wrong inside Crossrate. Its log has the cause under ${id}` };
};

function withSecurityHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  if (!response.headers.has('content-security-policy'))
    response.headers.set('content-security-policy', INERT_POLICY);
  return response;
}

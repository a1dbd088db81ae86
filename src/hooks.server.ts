import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { building } from '$app/environment';
import type { Identity } from '$lib/access/identity';
import { auditWrite } from '$lib/server/access/audit';
import { clientAddress } from '$lib/server/access/client-address';
import { identify } from '$lib/server/access/identify';
import { judge } from '$lib/server/access/judge';
import { notSignedIn, refused } from '$lib/server/access/refused';
import { isUnknownSender, servedRefusal, unknownSender } from '$lib/server/access/served-guard';
import { asApiAnswer, isApi } from '$lib/server/api-errors';
import { app, closeApp, dieOf } from '$lib/server/app';
import type { Config } from '$lib/server/config';
import { counted } from '$lib/server/counted';
import { refusal } from '$lib/server/local-guard';
import { noReport } from '$lib/server/reports/answers';
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
  const { config } = await app();
  const connection = building ? '::1' : event.getClientAddress();
  locals.address = clientAddress(connection, request.headers, config.trustedProxies);
  const foreign = config.served
    ? servedRefusal(request.method, url, request.headers, config.origin)
    : refusal(request.method, request.headers, connection);
  if (foreign) return problem(403, foreign);
  // Reports are no pages of the app: there are no data of them, and Kit's own answer would be another.
  if (event.isDataRequest && isOfReport(route.id)) return noReport();
  const identity = await whoAsks(event, config);
  if (!identity) return notSignedIn('The token in Authorization stands for nobody');
  locals.identity = identity;
  const verdict = judge(identity, route.id, request.method);
  if (verdict.answer !== 'allowed') return refused(event, verdict, identity);
  if (config.served && isUnknownSender(request, identity)) return problem(403, unknownSender());
  const response = await resolve(event);
  if (response.status < 400 && request.method !== 'GET') await auditWrite(event, verdict.audit);
  if (config.served && !response.headers.has('cache-control'))
    response.headers.set('cache-control', 'private, no-store');
  return isApi(url.pathname) ? asApiAnswer(response) : response;
}

/** Where a shared report is looked at, a reader of it or nobody, whoever else they are. */
function whoAsks(event: RequestEvent, { served }: Config): Promise<Identity | undefined> {
  if (isOfReport(event.route.id)) return linkIdentity(event);
  return served ? identify(event) : Promise.resolve({ kind: 'local' });
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

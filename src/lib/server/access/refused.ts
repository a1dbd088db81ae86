import { nameOf, roleOf, type Identity } from '$lib/access/identity';
import { isApi } from '$lib/server/api-errors';
import { problem } from '$lib/server/problem';
import { noReport } from '$lib/server/reports/answers';
import errorPage from '../../../error.html?raw';
import type { Verdict } from './judge';

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What of a request decides how a refusal looks. */
export interface Refusable {
  url: URL;
  request: Request;
  isDataRequest: boolean;
}

/**
 * The answer to a request that is not allowed: problem details under /api, and elsewhere the way to the login, or a page
 * that says why. A page's data are refused in the shapes that Kit's client understands.
 */
export function refused(
  event: Refusable,
  verdict: Exclude<Verdict, { answer: 'allowed' }>,
  identity: Identity,
): Response {
  switch (verdict.answer) {
    case 'sign in':
      return isApi(event.url.pathname) ? notSignedIn() : toLogin(event);
    case 'not allowed': {
      const title = `This needs the role ${verdict.need}; ${nameOf(identity)} has the role ${roleOf(identity)}`;
      return forbidden(event, title, 'Somebody with the role owner can change yours, on the Settings page.');
    }
    case 'no link':
      return noReport();
    case 'no such method':
      return problem(405, { title: 'This address does not take that method' }, { allow: verdict.allow });
    case 'no rule':
      return forbidden(event, 'Nobody may ask this: the route has no row in the policy', '');
  }
}

/** 401: nobody is signed in, or by nothing that holds. */
export function notSignedIn(title = 'Sign in first'): Response {
  return problem(
    401,
    {
      type: 'not-signed-in',
      title,
      detail: 'Send a session’s cookie, or Authorization: Bearer with an API token (Settings, API tokens).',
    },
    { 'www-authenticate': 'Bearer' },
  );
}

function toLogin({ url, request, isDataRequest }: Refusable): Response {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const location = isRead ? `/login?to=${encodeURIComponent(url.pathname + url.search)}` : '/login';
  const headers = { 'cache-control': 'no-store' };
  if (isDataRequest) return Response.json({ type: 'redirect', location }, { headers });
  if (wantsJson(request))
    return Response.json({ type: 'redirect', status: 303, location }, { status: 200, headers });
  return new Response(null, { status: 303, headers: { ...headers, location } });
}

function forbidden({ url, request, isDataRequest }: Refusable, title: string, detail: string): Response {
  if (isApi(url.pathname)) return problem(403, { type: 'not-allowed', title, ...(detail ? { detail } : {}) });
  const message = detail ? `${title}. ${detail}` : title;
  const headers = { 'cache-control': 'no-store' };
  if (isDataRequest) return Response.json({ message }, { status: 403, headers });
  if (wantsJson(request))
    return Response.json({ type: 'error', error: { message } }, { status: 403, headers });
  const page = errorPage
    .replaceAll('This page could not be made', 'You may not open this page')
    .replace('%sveltekit.error.message%', () => escapeHtml(message));
  return new Response(page, {
    status: 403,
    headers: {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
    },
  });
}

/** Kit's forms ask for JSON where scripts run. */
function wantsJson(request: Request): boolean {
  return request.method !== 'GET' && (request.headers.get('accept') ?? '').startsWith('application/json');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

import type { Identity } from '$lib/access/identity';
import type { Problem } from '$lib/server/problem';
import { isFromElsewhere, LOCAL_HOST, saysNothing } from './own-site';

/** What watches the process asks by whatever name it has for it, and learns nothing of the data. */
const HEALTH = ['/healthz', '/readyz'];

/**
 * Why served mode does not even look at who asks; undefined where it does. It answers to one name only, else a web page
 * could point its own name here, and takes writes from its own pages only, whatever the content type; whether a write
 * that says nothing of its origin is taken depends on who sends it.
 * @param origin the one address that people know Crossrate by; where it is not set, any of this machine's own names
 */
export function servedRefusal(
  method: string,
  { pathname }: URL,
  headers: Headers,
  origin: string | undefined,
): Problem | undefined {
  const host = (headers.get('host') ?? '').toLowerCase();
  const known = origin === undefined ? LOCAL_HOST.test(host) : host === new URL(origin).host;
  if (!known && !HEALTH.includes(pathname)) return otherName(host);
  if (method === 'GET' || method === 'HEAD') return undefined;
  return isFromElsewhere(headers, origin ?? `http://${host}`) ? otherPage() : undefined;
}

/** Is it a write that says nothing of the page that sent it, from somebody without a token? */
export function isUnknownSender({ method, headers }: Request, { kind }: Identity): boolean {
  return method !== 'GET' && method !== 'HEAD' && kind !== 'token' && saysNothing(headers);
}

/** Who is signed in by a cookie must show that the write comes from a page of Crossrate's own. */
export function unknownSender(): Problem {
  return {
    type: 'unknown-sender',
    title: 'The request does not say which page sent it',
    detail:
      'A browser says so in Origin or Sec-Fetch-Site. A script uses an API token: Authorization: Bearer.',
  };
}

function otherName(host: string): Problem {
  return {
    type: 'other-name',
    title: 'Crossrate does not answer by this name',
    detail: `The request asked for ${host.slice(0, 100) || 'none'}. Use the address in CROSSRATE_ORIGIN; a proxy must pass the Host header on.`,
  };
}

function otherPage(): Problem {
  return { type: 'other-page', title: 'The request is refused: another web page sent it' };
}

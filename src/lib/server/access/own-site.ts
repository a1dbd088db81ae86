/** This machine's own names, with or without a port. */
export const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

const OWN_SITES = ['same-origin', 'none'];

/**
 * Was a request sent by another page than Crossrate's own? A browser says where a write comes from in Origin, in
 * Sec-Fetch-Site, or both, and no page can change what it says. A form of our own carries `Origin: null`, for our pages
 * tell nobody where they are (Referrer-Policy); then Sec-Fetch-Site decides.
 * @param own scheme, host and port, in lower case
 */
export function isFromElsewhere(headers: Headers, own: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const ownOrigin =
    origin === null || origin.toLowerCase() === own || (origin === 'null' && site === 'same-origin');
  return !ownOrigin || (site !== null && !OWN_SITES.includes(site));
}

/** Does a request say nothing of where it comes from? Scripts do not, browsers do. */
export function saysNothing(headers: Headers): boolean {
  return headers.get('origin') === null && headers.get('sec-fetch-site') === null;
}

import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { Identity } from '$lib/access/identity';
import { hashOfSecret } from '$lib/server/access/secret';
import { app } from '$lib/server/app';
import { SharedReads } from '$lib/server/shared-reads';
import type { ReportLink } from '$lib/server/store/reports';
import { cookieOf, isSame, openedBy, SECRET } from './link-secret';

/** A link that holds, and whether its password is still to be given. */
export interface OpenLink {
  link: ReportLink;
  /** The value in the browser. */
  cookie: string;
  locked: boolean;
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VALUE = /^[A-Za-z0-9_-]{43}$/;
const COOKIE = 'crossrate_report';
const OPENED = 'crossrate_report_opened';

/** Many who look at one report at once share a read of its link; each is answered with one that began after it asked. */
const rows = new SharedReads(async (report) => (await app()).store.linkOfReport(report));

/** Is a route that of shared reports? Whoever else the browser is, there it is a reader or nobody. */
export function isOfReport(route: string | null): boolean {
  return route?.startsWith('/r/') ?? false;
}

/**
 * Who looks at a report by its link: nobody where the address is no report's, where the browser has not its cookie, and
 * where the link has expired or was revoked. The link's row is read at every call, and kept in `locals.link`.
 */
export async function linkIdentity({
  cookies,
  params,
  locals,
}: Pick<RequestEvent, 'cookies' | 'params' | 'locals'>): Promise<Identity> {
  const open = await openLink(cookies, params['key']);
  if (!open) return { kind: 'nobody' };
  locals.link = open;
  return { kind: 'link', report: open.link.report };
}

async function openLink(
  cookies: Pick<Cookies, 'get'>,
  report: string | undefined,
): Promise<OpenLink | undefined> {
  const cookie = cookies.get(COOKIE);
  if (report === undefined || !ID.test(report) || cookie === undefined || !VALUE.test(cookie))
    return undefined;
  const [link, { now }] = await Promise.all([rows.of(report), app()]);
  if (!link || !holds(link, now()) || !isSame(hashOfSecret(cookie), link.cookieSha256)) return undefined;
  return { link, cookie, locked: isLocked(link, cookie, cookies.get(OPENED)) };
}

/** The link of a secret that holds; undefined where the text is none, or is that of another. */
export async function linkOfSecret(secret: string): Promise<ReportLink | undefined> {
  if (!SECRET.test(secret)) return undefined;
  const { store, now } = await app();
  const link = await store.linkOfSecret(hashOfSecret(secret));
  return link && holds(link, now()) ? link : undefined;
}

/** Puts what stands for the secret into the browser, for this report's address alone. */
export function giveCookie(cookies: Cookies, link: ReportLink, secret: string, isSecure: boolean): void {
  cookies.set(COOKIE, cookieOf(secret), optionsOf(link, isSecure));
}

/** Notes in the browser that the password was given. */
export function giveOpened(cookies: Cookies, { link, cookie }: OpenLink, isSecure: boolean): void {
  cookies.set(OPENED, openedBy(cookie, link.passwordHash ?? ''), optionsOf(link, isSecure));
}

function optionsOf({ report, expiresAt }: ReportLink, secure: boolean) {
  // `lax`: opening the link from a mail goes through a redirect, which `strict` would send without the cookie.
  return {
    path: `/r/${report}`,
    httpOnly: true,
    sameSite: 'lax',
    secure,
    expires: new Date(expiresAt),
  } as const;
}

function isLocked({ passwordHash }: ReportLink, cookie: string, opened: string | undefined): boolean {
  if (passwordHash === undefined) return false;
  return opened === undefined || !isSame(opened, openedBy(cookie, passwordHash));
}

function holds({ revokedAt, expiresAt }: ReportLink, now: number): boolean {
  return revokedAt === undefined && Date.parse(expiresAt) > now;
}

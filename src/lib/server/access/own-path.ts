import { isApi } from '$lib/server/api-errors';

const NOWHERE = 'http://own.invalid';
const NOT_AFTER_LOGIN = /^\/(login|logout|setup|join|r)(\/|$)/;

/**
 * Where to go after signing in: a path of our own pages as it was asked for, else the first page. Whatever could lead
 * to another site, or break a header, is not taken.
 */
export function ownPath(asked: string | null): string {
  if (!asked || !/^\/(?![/\\])/.test(asked) || /[\p{Cc}\\]/u.test(asked)) return '/';
  if (!URL.canParse(asked, NOWHERE)) return '/';
  const { origin, pathname, search } = new URL(asked, NOWHERE);
  const isOwn = origin === NOWHERE && !pathname.startsWith('//');
  return isOwn && !isApi(pathname) && !NOT_AFTER_LOGIN.test(pathname) ? pathname + search : '/';
}

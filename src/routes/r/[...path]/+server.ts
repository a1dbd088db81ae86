import { redirect } from '@sveltejs/kit';
import { giveCookie, linkOfSecret } from '$lib/server/reports/link-identity';
import { noReport } from '$lib/server/reports/answers';
import type { RequestHandler } from './$types';

export const trailingSlash = 'ignore';

/** GET /r/{secret}: takes the secret out of the address: the browser gets what stands for it, for this report alone. */
export const GET: RequestHandler = async ({ params, cookies, setHeaders, url }) => {
  const link = await linkOfSecret(params.path);
  if (!link) return noReport();
  giveCookie(cookies, link, params.path, url.protocol === 'https:');
  setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex, nofollow, noarchive' });
  redirect(303, `/r/${link.report}`);
};

import type { RequestHandler } from './$types';

/** GET /healthz: the process lives and answers. */
export const GET: RequestHandler = () =>
  new Response('live\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });

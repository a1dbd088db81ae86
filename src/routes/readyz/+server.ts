import { app } from '$lib/server/app';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /readyz: 200 when the store has just answered a real query, else 503. */
export const GET: RequestHandler = async () => {
  const { log, store } = await app();
  try {
    await store.check();
  } catch (error) {
    log.error({ err: error }, 'not ready');
    return problem(503, { type: 'not-ready', title: 'The store does not answer; the log says why' });
  }
  return new Response('ready\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
};

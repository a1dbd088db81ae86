import { app, isDying } from '$lib/server/app';
import { problem } from '$lib/server/problem';
import type { RequestHandler } from './$types';

/** GET /readyz: 200 when the store has just answered a real query, else 503, as from a fatal error to the end. */
export const GET: RequestHandler = async () => {
  if (isDying()) return notReady();
  const { log, store } = await app();
  try {
    await store.check();
  } catch (error) {
    log.error({ err: error }, 'not ready');
    return notReady();
  }
  return new Response('ready\n', { headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' } });
};

function notReady(): Response {
  return problem(503, { type: 'not-ready', title: 'The store does not answer; the log says why' });
}

import type { RequestEvent } from '@sveltejs/kit';
import { app } from './app';

/** Answers a request, and counts it with the time until its head was there. */
export async function counted(event: RequestEvent, answer: () => Promise<Response>): Promise<Response> {
  const startedAt = performance.now();
  const response = await answer();
  const { metrics } = await app();
  const seconds = (performance.now() - startedAt) / 1000;
  metrics.request(event.route.id, event.request.method, response.status, seconds);
  return response;
}

import { app } from '$lib/server/app';
import type { RequestHandler } from './$types';

/** DELETE /api/v1/sample removes the sample company for good; uploads of one's own are not touched. */
export const DELETE: RequestHandler = async () => {
  const { store } = await app();
  await store.removeSample();
  return new Response(null, { status: 204 });
};

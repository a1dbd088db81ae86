import { json } from '@sveltejs/kit';
import { app } from '$lib/server/app';
import { removeSampleCompany } from '$lib/server/sample/sample-company';
import type { RequestHandler } from './$types';

/** GET /api/v1/sample: is the sample company still being loaded? `{ loading }` */
export const GET: RequestHandler = async () => json({ loading: (await app()).sample.isLoading });

/** DELETE /api/v1/sample removes the sample company for good; uploads of one's own are not touched. */
export const DELETE: RequestHandler = async () => {
  await removeSampleCompany(await app());
  return new Response(null, { status: 204 });
};

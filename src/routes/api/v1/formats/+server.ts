import { json } from '@sveltejs/kit';
import { BUILT_IN_FORMATS } from '$lib/formats/built-in';
import { formatToSpec } from '$lib/formats/parse-format';
import { app } from '$lib/server/app';
import type { RequestHandler } from './$types';

/** GET /api/v1/formats: declarations, those that come with Crossrate and the user's own. */
export const GET: RequestHandler = async () => {
  const { store } = await app();
  const own = await store.formats();
  return json({ built_in: BUILT_IN_FORMATS.map(formatToSpec), own: own.map(formatToSpec) });
};

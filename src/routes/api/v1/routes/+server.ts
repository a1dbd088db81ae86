import { json } from '@sveltejs/kit';
import { routeToSpec } from '$lib/exchange/route-spec';
import { routes } from '$lib/server/answers/books';
import type { RequestHandler } from './$types';

/** GET /api/v1/routes: every route with its terms, in order of time. */
export const GET: RequestHandler = async () => json({ routes: (await routes()).map(routeToSpec) });

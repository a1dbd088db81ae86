import { json } from '@sveltejs/kit';
import text from '$lib/server/openapi/openapi.json?raw';
import type { RequestHandler } from './$types';

const DOCUMENT = JSON.parse(text) as Record<string, unknown>;

/** GET /api/v1/openapi.json: the API as OpenAPI 3.1. */
export const GET: RequestHandler = () => json(DOCUMENT);

import { json } from '@sveltejs/kit';
import text from '$lib/server/openapi/openapi.json?raw';
import type { RequestHandler } from './$types';

const DOCUMENT: unknown = JSON.parse(text);

/** GET /api/v1/openapi.json: the API as OpenAPI 3.1. */
export const GET: RequestHandler = () => json(DOCUMENT);

import { json } from '@sveltejs/kit';
import { listPeople } from '$lib/server/access/people';
import type { RequestHandler } from './$types';

/** GET /api/v1/people → { people: [ PersonJson ] }, by name. */
export const GET: RequestHandler = async () => json({ people: await listPeople() });

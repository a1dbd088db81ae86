import { json } from '@sveltejs/kit';
import { account } from '$lib/server/access/account';
import { ofPerson } from '$lib/server/access/own-account';
import type { RequestHandler } from './$types';

/** GET /api/v1/account → AccountJson: who asks, and by what they sign in. */
export const GET: RequestHandler = (event) => ofPerson(event, async (own) => json(await account(own)));

import { json } from '@sveltejs/kit';
import { respondWith } from '$lib/server/api';
import { changedSettings, putSettings, settings } from '$lib/server/answers/settings';
import { settingsEffect } from '$lib/server/answers/settings-effect';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/settings: what holds for everybody. */
export const GET: RequestHandler = async () => json(await settings());

/**
 * PUT /api/v1/settings: sets what the body holds, and answers with all of it. With `dry_run=1` nothing is set, and the
 * answer is what all usage in view costs by default before and after.
 */
export const PUT: RequestHandler = ({ url, request }) =>
  respondWith(url, async () => {
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const next = await changedSettings(body.value);
    if (url.searchParams.get('dry_run') === '1') return json(await settingsEffect(await settings(), next));
    await putSettings(next);
    return json(await settings());
  });

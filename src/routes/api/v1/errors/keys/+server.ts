import { answerWith } from '$lib/server/api';
import { keyBursts } from '$lib/server/answers/errors-of-keys';
import type { RequestHandler } from './$types';

/** GET /api/v1/errors/keys: keys that worked and are refused from a moment on. */
export const GET: RequestHandler = (event) => answerWith(event, (filters) => keyBursts(filters));

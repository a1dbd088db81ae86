import { answerWith } from '$lib/server/api';
import { months } from '$lib/server/answers/months';
import type { RequestHandler } from './$types';

/** GET /api/v1/months: every month of one's own usage, the closed ones with frozen figures beside present ones. */
export const GET: RequestHandler = (event) => answerWith(event, months);

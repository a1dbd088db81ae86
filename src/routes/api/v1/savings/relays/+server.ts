import { answerWith } from '$lib/server/api';
import { relays } from '$lib/server/answers/relays';
import type { RequestHandler } from './$types';

/** GET /api/v1/savings/relays?baseline=official&candidate=relay&beside=what-if-cny-3&home=CNY */
export const GET: RequestHandler = (event) => answerWith(event, relays);

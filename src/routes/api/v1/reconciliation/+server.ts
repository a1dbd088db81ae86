import { answerWith } from '$lib/server/api';
import { reconciliation, toleranceOf } from '$lib/server/answers/reconciliation';
import type { RequestHandler } from './$types';

/** GET /api/v1/reconciliation?from=2026-05-01&to=2026-06-01&route=official&tolerance=1 */
export const GET: RequestHandler = (event) =>
  answerWith(event, async (filters, query) => reconciliation(filters, toleranceOf(query)));

import { json } from '@sveltejs/kit';
import { signedBody } from '$lib/server/access/signed-body';
import { changeMonth, parseMonthChange } from '$lib/server/answers/close-month';
import { isMonth, monthDetail } from '$lib/server/answers/months';
import { BadInput, respondWith } from '$lib/server/api';
import { problem } from '$lib/server/problem';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** GET /api/v1/months/2026-06: its figures by route and model, frozen beside now where it is closed. */
export const GET: RequestHandler = ({ params, url }) =>
  respondWith(url, async (filters) => {
    const detail = await monthDetail(checked(params.month), filters);
    return detail ? json(detail) : problem(404, { title: `There is nothing of ${params.month} here` });
  });

/** PUT /api/v1/months/2026-06 {"closed": true, "by": "…", "note": "…"} freezes its figures; {"closed": false} reopens it. */
export const PUT: RequestHandler = ({ params, request, url, locals }) =>
  respondWith(url, async (filters) => {
    const month = checked(params.month);
    const body = await readJson(request);
    if (body instanceof Response) return body;
    const change = parseMonthChange(signedBody(body.value, locals.identity));
    if (!change.ok) throw new BadInput(change.issues);
    const changed = await changeMonth(month, change.value, filters);
    if (!changed.ok) return problem(changed.status, { title: changed.title, detail: changed.detail });
    return json(await monthDetail(month, filters));
  });

function checked(month: string): string {
  if (isMonth(month)) return month;
  throw new BadInput([{ where: 'month', message: `not a month: ${month}. Write YYYY-MM` }]);
}

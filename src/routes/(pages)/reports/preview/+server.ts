import { parseReport } from '$lib/report/choices';
import { BadInput, badInput } from '$lib/server/api';
import { readForm } from '$lib/server/read-form';
import { makeReport } from '$lib/server/reports/make-report';
import { paper } from '$lib/server/reports/paper';
import { paperResponse } from '$lib/server/reports/answers';
import type { RequestHandler } from './$types';

/** Comments of every section may be long. */
const MOST_BYTES = 2 ** 20;

/** POST /reports/preview: the shared page as it would be, from the choices of a form; nothing is kept. */
export const POST: RequestHandler = async ({ request }) => {
  const given = (await readForm(request, MOST_BYTES)).get('choices');
  const parsed = parseReport(given === null ? undefined : jsonOf(given));
  if (!parsed.ok) return badInput(parsed.issues);
  try {
    return paperResponse(paper(await makeReport(parsed.value.report), undefined));
  } catch (error) {
    if (error instanceof BadInput) return badInput(error.issues);
    throw error;
  }
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

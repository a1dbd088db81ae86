import { json } from '@sveltejs/kit';
import { parsePriceBody } from '$lib/pricing/price-spec';
import { pricesOn } from '$lib/server/answers/price-table';
import { changePrices } from '$lib/server/answers/price-changes';
import { answerWith, badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { writing } from '$lib/server/months/writing';
import { readJson } from '$lib/server/read-text';
import { formatDay, msToDay } from '$lib/usage/day';
import type { RequestHandler } from './$types';

/** GET /api/v1/prices?on=: every price, or those in force on a day; with the aliases. */
export const GET: RequestHandler = (event) =>
  answerWith(event, (filters, query) => pricesOn(query.get('on') ?? undefined, filters.models));

/** PUT /api/v1/prices?dry_run=1: one price, its fields as in the columns of the import. */
export const PUT: RequestHandler = async ({ request, url }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const { now } = await app();
  const price = parsePriceBody(body.value, { checked: formatDay(msToDay(now())) });
  if (!price.ok) return badInput(price.issues);
  const dryRun = url.searchParams.get('dry_run') === '1';
  return writing(async () => json(await changePrices([price.value], [], { dryRun, refused: [] })));
};

export const POST: RequestHandler = PUT;

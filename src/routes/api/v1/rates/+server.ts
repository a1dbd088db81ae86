import { json } from '@sveltejs/kit';
import { answerWith, BadInput, badInput } from '$lib/server/api';
import { rateOn, rateQuery, ratesBetween } from '$lib/server/answers/rates';
import { filterDefaults } from '$lib/server/answers/settings';
import { parseFilters } from '$lib/usage/parse-filters';
import type { RequestHandler } from './$types';

/** GET /api/v1/rates?base=USD&quote=CNY&on=2026-01-03 answers for one day; with from and to, a row a day. */
export const GET: RequestHandler = async (event) => {
  const { searchParams } = event.url;
  const on = searchParams.get('on');
  if (on === null)
    return answerWith(event, (filters, query) => ratesBetween(rateQuery(query, filters), filters));
  const filters = parseFilters(searchParams, await filterDefaults());
  if (!filters.ok) return badInput(filters.issues);
  try {
    return json(await rateOn(rateQuery(searchParams, filters.value), on));
  } catch (error) {
    if (error instanceof BadInput) return badInput(error.issues);
    throw error;
  }
};

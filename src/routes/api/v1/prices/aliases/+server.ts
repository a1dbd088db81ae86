import { json } from '@sveltejs/kit';
import { parseAlias } from '$lib/pricing/alias-spec';
import { changePrices } from '$lib/server/answers/price-changes';
import { badInput } from '$lib/server/api';
import { writing } from '$lib/server/months/writing';
import { readJson } from '$lib/server/read-text';
import type { RequestHandler } from './$types';

/** PUT /api/v1/prices/aliases?dry_run=1: another name, or pattern of names, of a model in the price table. */
export const PUT: RequestHandler = async ({ request, url }) => {
  const body = await readJson(request);
  if (body instanceof Response) return body;
  const alias = parseAlias(body.value);
  if (!alias.ok) return badInput(alias.issues);
  const dryRun = url.searchParams.get('dry_run') === '1';
  return writing(async () => json(await changePrices([], [alias.value], { dryRun, refused: [] })));
};

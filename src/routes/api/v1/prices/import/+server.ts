import { json } from '@sveltejs/kit';
import { parsePriceImport } from '$lib/pricing/price-import';
import { changePrices } from '$lib/server/answers/price-changes';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { problem } from '$lib/server/problem';
import { readText } from '$lib/server/read-text';
import { formatDay, msToDay } from '$lib/usage/day';
import type { RequestHandler } from './$types';

/** POST /api/v1/prices/import?dry_run=1&source=&effective_from=: a price table as CSV or a public catalogue's JSON. */
export const POST: RequestHandler = async ({ request, url }) => {
  const text = await readText(request);
  if (text instanceof Response) return text;
  const { now } = await app();
  const source = url.searchParams.get('source');
  const effectiveFrom = url.searchParams.get('effective_from');
  const parsed = parsePriceImport(text, {
    checked: formatDay(msToDay(now())),
    ...(source ? { source } : {}),
    ...(effectiveFrom ? { effectiveFrom } : {}),
  });
  if (!parsed.ok) return badInput(parsed.issues);
  const { prices, refused } = parsed.value;
  const dryRun = url.searchParams.get('dry_run') === '1';
  if (prices.length === 0)
    return problem(422, {
      type: 'no-prices',
      title: 'The file holds no price that can be used',
      issues: refused.slice(0, 100),
    });
  return json(await changePrices(prices, [], { dryRun, refused }));
};

import { json } from '@sveltejs/kit';
import { parsePriceImport } from '$lib/pricing/price-import';
import { priceBook } from '$lib/server/answers/books';
import { changePrices } from '$lib/server/answers/price-changes';
import { badInput } from '$lib/server/api';
import { app } from '$lib/server/app';
import { writing } from '$lib/server/months/writing';
import { problem } from '$lib/server/problem';
import { readText } from '$lib/server/read-text';
import { formatDay, msToDay } from '$lib/usage/day';
import type { RequestHandler } from './$types';

/**
 * POST /api/v1/prices/import?dry_run=1&source=&effective_from=&price_list=&group=: a price table as CSV, or the JSON of a
 * public catalogue or of a relay.
 */
export const POST: RequestHandler = async ({ request, url }) => {
  const text = await readText(request);
  if (text instanceof Response) return text;
  const { now } = await app();
  const { resolve } = await priceBook();
  const given = (name: string): string | undefined => url.searchParams.get(name)?.trim() || undefined;
  const [source, effectiveFrom] = [given('source'), given('effective_from')];
  const [priceList, group] = [given('price_list'), given('group')];
  const parsed = parsePriceImport(text, {
    checked: formatDay(msToDay(now())),
    ...(source ? { source } : {}),
    ...(effectiveFrom ? { effectiveFrom } : {}),
    ...(priceList ? { priceList } : {}),
    ...(group ? { group } : {}),
    resolve: (model) => resolve(undefined, model),
  });
  if (!parsed.ok) return badInput(parsed.issues);
  const { prices, refused, entries } = parsed.value;
  const dryRun = url.searchParams.get('dry_run') === '1';
  if (prices.length === 0)
    return problem(422, {
      type: 'no-prices',
      title: 'The file holds no price that can be used',
      issues: refused.slice(0, 100),
    });
  return writing(async () =>
    json(await changePrices(prices, [], { dryRun, refused, ...(entries ? { entries } : {}) })),
  );
};

import { priceGrid, PRICE_SCOPES } from '$lib/server/answers/price-grid';
import { books } from '$lib/server/answers/books';
import { facets } from '$lib/server/answers/facets';
import { pageFilters } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

const ROWS = 50;
/** Models offered where the meaning of a name is written. Any other can be typed. */
const SUGGESTED = 500;

/** A page of the price table. Which models, what to find and where to begin are the page's own state in the address. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const { facets: all } = await facets(filters);
  const asked = PRICE_SCOPES.find((one) => one === url.searchParams.get('show'));
  const scope = asked ?? (all.from === undefined ? 'all' : 'data');
  const wanted = url.searchParams.get('find') ?? '';
  const offset = Math.max(0, Math.floor(Number(url.searchParams.get('offset')) || 0));
  const { prices } = await books();
  return {
    scope,
    wanted,
    rowsAPage: ROWS,
    grid: await priceGrid(filters, { scope, wanted, offset, limit: ROWS }),
    models: [...new Set(prices.prices.map(({ provider, model }) => `${provider}/${model}`))].slice(
      0,
      SUGGESTED,
    ),
    from: all.from,
  };
};

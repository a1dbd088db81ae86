import type { CreditLot } from '$lib/exchange/credit-lot';
import type { Fees, Route, RouteTerms } from '$lib/exchange/route';
import type { Reader, Transaction } from './engine';
import type { Row } from './rows';
import { optionalText, text } from './rows';

/** Routes that ship with Crossrate (data/routes): they exist although the store has no row for them. */
const SHIPPED = ['official', 'relay'];

const NO_FEES: Fees = { topUpPct: '0', topUpMin: '0', conversionPct: '0', vatPct: '0', withholdingPct: '0' };

/** The user's own routes with their terms, oldest terms first. */
export async function routes(engine: Reader): Promise<Route[]> {
  const rows = await engine.ask('SELECT id, name, kind, lots FROM route ORDER BY id');
  const terms = await engine.ask('SELECT * FROM route_term ORDER BY route, effective_from');
  return rows.map((row) => ({
    id: text(row, 'id'),
    name: text(row, 'name'),
    kind: text(row, 'kind') as Route['kind'],
    terms: terms.filter((term) => term['route'] === row['id']).map(toTerms),
    ...lotsIn(row),
  }));
}

/** Writes a route in place of the one with the same id. */
export async function putRoute(run: Transaction, route: Route): Promise<void> {
  await run('DELETE FROM route WHERE id = $id', { id: route.id });
  await run('DELETE FROM route_term WHERE route = $id', { id: route.id });
  await run('INSERT INTO route (id, name, kind, lots) VALUES ($id, $name, $kind, $lots)', {
    id: route.id,
    name: route.name,
    kind: route.kind,
    lots: route.lots && JSON.stringify(route.lots),
  });
  for (const terms of route.terms)
    await run(
      'INSERT INTO route_term VALUES ($route, $from, $amount, $currency, $list, $multipliers, $fees, $bills, $source)',
      {
        route: route.id,
        from: terms.effectiveFrom,
        amount: terms.creditPrice.amount,
        currency: terms.creditPrice.currency,
        list: terms.priceList,
        multipliers: JSON.stringify(terms.multipliers),
        fees: JSON.stringify(terms.fees),
        bills: terms.billsCachedAsUncached,
        source: terms.source,
      },
    );
}

/** Names that rows may use for routes. */
export async function knownRoutes(run: Transaction): Promise<string[]> {
  const rows = await run('SELECT id FROM route');
  return [...new Set([...SHIPPED, ...rows.map((row) => text(row, 'id'))])];
}

/** Creates the routes that an upload uses and that are not there yet, on the terms of their kind. */
export async function createNewRoutes(
  run: Transaction,
  kind: Route['kind'] | undefined,
  upload: number,
): Promise<void> {
  if (!kind) return;
  const known = await knownRoutes(run);
  const used = await run(
    "SELECT name FROM label WHERE kind = 'route' AND id IN (SELECT route FROM usage_day WHERE upload = $upload UNION SELECT route FROM charge WHERE upload = $upload) ORDER BY name",
    { upload },
  );
  for (const id of used.map((row) => text(row, 'name')))
    if (!known.includes(id)) await putRoute(run, { id, name: id, kind, terms: [firstTerms(kind)] });
}

/** What the shipped route of the kind has, until somebody enters better. */
function firstTerms(kind: Route['kind']): RouteTerms {
  return {
    effectiveFrom: '2015-01-01',
    creditPrice: { amount: '1', currency: kind === 'official' ? 'USD' : 'CNY' },
    priceList: 'list',
    multipliers: [],
    fees: NO_FEES,
    billsCachedAsUncached: false,
    source: `Assumed when an upload first named the route: the terms of "${kind}". Replace with its own.`,
  };
}

function lotsIn(row: Row): Pick<Route, 'lots'> {
  const lots = optionalText(row, 'lots');
  return lots === undefined ? {} : { lots: JSON.parse(lots) as CreditLot[] };
}

function toTerms(row: Row): RouteTerms {
  return {
    effectiveFrom: text(row, 'effective_from'),
    creditPrice: { amount: text(row, 'credit_amount'), currency: text(row, 'credit_currency') },
    priceList: text(row, 'price_list'),
    multipliers: JSON.parse(text(row, 'multipliers')) as RouteTerms['multipliers'],
    fees: JSON.parse(text(row, 'fees')) as Fees,
    billsCachedAsUncached: row['bills_cached_as_uncached'] === true,
    source: text(row, 'source'),
  };
}

import { ROUTE_ID } from '$lib/exchange/route-spec';
import type { LoadRequest } from '../store';
import type { Transaction } from './engine';
import type { FirstPass } from './loading-labels';
import type { KnownLabels } from './loading-problems';
import { knownRoutes } from './routes';
import { text } from './rows';

/** What the labels of the first pass allow to leave unchecked, row by row. */
export async function knownLabels(
  run: Transaction,
  request: LoadRequest,
  first: FirstPass,
): Promise<KnownLabels> {
  const currencies = await run("SELECT raw FROM raw_label WHERE kind = 'currency'");
  const codes = currencies.every((row) => /^[A-Z]{3}$/.test(text(row, 'raw').trim()));
  const currenciesFine = codes && request.format.currency !== undefined;
  const rows = await run("SELECT DISTINCT trim(raw) AS name FROM raw_label WHERE kind = 'route'");
  const used = rows.map((row) => text(row, 'name'));
  const routeNamesFine = used.every((name) => ROUTE_ID.test(name));
  const known = { currenciesFine, blanks: first.blanks, routeNamesFine };
  if (request.newRoutes) return known;
  const routes = await knownRoutes(run);
  return used.every((name) => routes.includes(name)) ? known : { ...known, routes };
}

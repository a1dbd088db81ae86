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
  const known = { currenciesFine, blanks: first.blanks };
  if (request.newRoutes) return known;
  const routes = await knownRoutes(run);
  const used = await run("SELECT DISTINCT trim(raw) AS name FROM raw_label WHERE kind = 'route'");
  return used.every((row) => routes.includes(text(row, 'name'))) ? known : { ...known, routes };
}

import { parseFilters } from '$lib/usage/parse-filters';
import { costedCells } from './spend';
import { decimalOf, landedSum } from './spend-figures';
import { defaultsOf, type Settings } from './settings';

/** What all usage in view costs, in what pages show amounts in by default. Landed is null where nothing can be costed. */
export interface DefaultTotal {
  home: string;
  currency: string;
  landed: string | null;
}

/** The same usage under the settings of now and under others: nothing of what is kept changes, only what is shown by default. */
export async function settingsEffect(
  now: Settings,
  next: Settings,
): Promise<{ before: DefaultTotal; after: DefaultTotal }> {
  return { before: await totalUnder(now), after: await totalUnder(next) };
}

async function totalUnder(settings: Settings): Promise<DefaultTotal> {
  const filters = parseFilters(new URLSearchParams(), defaultsOf(settings));
  if (!filters.ok) throw new Error('the currencies of the settings cannot be read');
  const { home, currency } = filters.value;
  return { home, currency, landed: decimalOf(landedSum(await costedCells(filters.value, []))) };
}

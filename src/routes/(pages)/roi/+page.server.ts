import { actuals } from '$lib/server/answers/actuals';
import { roiRoutes } from '$lib/server/answers/roi-routes';
import { startSpec } from '$lib/server/answers/roi-headline';
import { measuredDefaults, runRate } from '$lib/server/answers/run-rate';
import { scopeOf } from '$lib/server/answers/scenario-moved';
import { keptScenario, scenario, scenarios } from '$lib/server/answers/scenarios';
import { pageFilters, pageRoutes } from '$lib/server/page-filters';
import { CURRENCIES } from '$lib/usage/parse-filters';
import type { PageServerLoad } from './$types';
import { amountsIn } from './draft';

/** The currency that amounts in the address were typed in: the scenario is in it, whatever is reported in. */
function typedIn({ searchParams }: URL): string | undefined {
  return CURRENCIES.find((code) => code === amountsIn(searchParams));
}

/** The scenario that is open or begun, what it is measured from, the saved ones, and what became of the last. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  const asked = url.searchParams.get('scenario');
  const opened = asked === null ? undefined : await scenario(asked);
  const pair = opened ? (await scopeOf(opened.query)).pair : await pageRoutes(url, filters);
  const payer = { ...filters, currency: opened?.scenario.currency ?? typedIn(url) ?? filters.currency };
  const measured = await runRate(payer, pair);
  const saved = await scenarios(filters);
  const plan = opened?.id ?? saved[0]?.id;
  const kept = plan === undefined ? undefined : await keptScenario(plan);
  return {
    filters,
    measured,
    defaults: await measuredDefaults(payer, pair, measured),
    base: opened?.scenario ?? (await startSpec(payer)),
    opened: opened ?? null,
    missing: asked !== null && !opened,
    saved,
    actual: kept ? await actuals(kept) : null,
    choices: await roiRoutes(pair),
  };
};

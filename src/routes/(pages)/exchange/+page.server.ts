import { routeToSpec } from '$lib/exchange/route-spec';
import { books } from '$lib/server/answers/books';
import { rateHistory } from '$lib/server/answers/rate-history';
import { relayPairs } from '$lib/server/answers/relays';
import { findRoute, savingsBasis, sliderBasis, type RoutePair } from '$lib/server/answers/savings';
import { shippedFacts } from '$lib/server/facts';
import { checkCredit, pageFilters, readable } from '$lib/server/page-filters';
import type { PageServerLoad } from './$types';

/** What the answer and the sliders are worked out from, in the browser and on the server alike, and the dated rates. */
export const load: PageServerLoad = async ({ url }) => {
  const filters = await pageFilters(url);
  checkCredit(url);
  const [focus, ...others] = await readable(relayPairs(filters, url.searchParams));
  const basis = await savingsBasis(filters, focus);
  const sliders = async (pair: RoutePair) => sliderBasis(await savingsBasis(filters, pair), filters);
  const { rates } = await books();
  const dated = filters.rate.policy === 'fixed' ? { policy: 'daily' as const } : filters.rate;
  const days = basis.lines.map(({ day }) => day);
  return {
    filters,
    basis: await sliderBasis(basis, filters),
    others: await Promise.all(others.map(sliders)),
    payers: await Promise.all(
      homes(filters.home).map(async (home) => {
        const { grouped, groupedAtOne } = await sliderBasis(basis, { ...filters, home, currency: home });
        return { home, grouped, groupedAtOne };
      }),
    ),
    choices: await choices(focus),
    history: rateHistory(days, basis.candidate, rates, dated),
  };
};

/** Payers side by side: in yuan, in dollars, and in the home currency where that is another. */
function homes(home: string): string[] {
  return [...new Set(['CNY', 'USD', home])];
}

/** Which relays can be looked at, those to try out apart, and the terms of the one in focus as they would be saved. */
async function choices({ baseline, candidate }: RoutePair) {
  const { routes } = await books();
  const named = ({ id, name, terms }: (typeof routes)[number]) => ({
    id,
    name,
    note: terms.at(-1)?.source ?? '',
  });
  const { presets } = shippedFacts();
  const isPreset = !routes.some(({ id }) => id === candidate.id);
  const asEntered = await findRoute('candidate', candidate.id, new URLSearchParams());
  return {
    relays: routes.filter(({ kind, id }) => kind === 'relay' && id !== baseline.id).map(named),
    presets: presets.filter(({ id }) => routes.every((route) => route.id !== id)).map(named),
    ids: routes.map(({ id }) => id),
    isPreset,
    spec: routeToSpec(asEntered),
  };
}

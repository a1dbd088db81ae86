import type { Route } from '$lib/exchange/route';
import { relaysAnswer, type RelaysAnswer } from '$lib/exchange/relays-answer';
import { BadInput } from '$lib/server/api';
import type { Filters } from '$lib/usage/filters';
import { routes } from './books';
import { dataset } from './dataset';
import { findRoute, routePair, savings, type RoutePair } from './savings';
import { toScope } from './scope';

/** More side by side no table can show, and no page should wait for. */
export const MOST_RELAYS = 12;

/** The baseline beside several relays at once, for the same usage: `GET /api/v1/savings/relays`. */
export async function relays(filters: Filters, query: URLSearchParams): Promise<RelaysAnswer> {
  const pairs = await relayPairs(filters, query);
  return relaysAnswer(await Promise.all(pairs.map((pair) => savings(filters, pair))));
}

/**
 * The comparisons of a query: the candidate in focus first, then `beside`, each a route or preset; without `beside` the
 * relays of the data and those that somebody entered.
 */
export async function relayPairs(
  filters: Filters,
  query: URLSearchParams,
): Promise<[RoutePair, ...RoutePair[]]> {
  const focus = await routePair(query, filters);
  const named = query.getAll('beside').filter((id) => id !== '');
  const ids = named.length > 0 ? named : (await usedRelays(filters)).map(({ id }) => id);
  const others = [...new Set(ids)].filter((id) => id !== focus.candidate.id && id !== focus.baseline.id);
  if (others.length >= MOST_RELAYS && named.length > 0)
    throw new BadInput([
      { where: 'beside', message: `names more than ${MOST_RELAYS - 1} relays beside the first` },
    ]);
  const shown = others.slice(0, MOST_RELAYS - 1);
  const found = await Promise.all(shown.map((id) => findRoute('beside', id, query)));
  return [focus, ...found.map((candidate) => ({ baseline: focus.baseline, candidate }))];
}

/** Relays that the data's traffic ran on, busiest first, then those that were entered without traffic. */
async function usedRelays(filters: Filters): Promise<Route[]> {
  const { sample } = await toScope(filters);
  const requests = new Map((await dataset(sample)).routes.map((route) => [route.name, route.requests]));
  const all = (await routes()).filter(
    ({ kind, id }) => kind === 'relay' && (id !== 'relay' || requests.has(id)),
  );
  return all.sort((a, b) => (requests.get(b.id) ?? 0) - (requests.get(a.id) ?? 0));
}
